import { emptyDatabase, testRolePasswords } from '@app/test-kit/database';
import { Client } from 'pg';
import { prepareService } from '../../src/database/prepare-service.js';

describe('prepareService', () => {
  it('prepares several services concurrently, each of them twice', async () => {
    const database = await emptyDatabase();
    const services = ['toy_here', 'toy_there', 'toy_nowhere'];
    try {
      await Promise.all(
        [...services, ...services].map((service) =>
          prepareService({ adminUrl: database.adminUrl, service, ...testRolePasswords, migrations: [] }),
        ),
      );
      const admin = new Client({ connectionString: database.adminUrl });
      await admin.connect();
      const found = await admin.query("SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE 'toy%' ORDER BY 1");
      await admin.end();
      const expected = services.flatMap((service) => [service, `${service}_worker`]);
      expect(found.rows.map((row) => row.name)).toEqual(expected.sort());
    } finally {
      await database.drop();
    }
  });
});
