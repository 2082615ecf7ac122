import { emptyDatabase, testRolePasswords } from '@app/test-kit/database';
import { Client } from 'pg';
import { prepareService } from '../../src/database/prepare-service.js';

describe('prepareService', () => {
  it('prepares several services concurrently, each of them twice, with the limits of their requests', async () => {
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
      const { rows: settings } = await admin.query<{ setting: string }>(
        'SELECT unnest(rolconfig) AS setting FROM pg_roles WHERE rolname = ANY ($1)',
        [services.map((service) => `${service}_app`)],
      );
      await admin.end();
      // Requests end in time, whatever they wait for, and no short statement is compiled.
      for (const service of services)
        expect(settings.map(({ setting }) => setting)).toEqual(
          expect.arrayContaining([
            `search_path=${service}, public`,
            'statement_timeout=3s',
            'lock_timeout=1200ms',
            'idle_in_transaction_session_timeout=10s',
            'jit=off',
          ]),
        );
      const expected = services.flatMap((service) => [service, `${service}_worker`]);
      expect(found.rows.map((row) => row.name)).toEqual(expected.sort());
    } finally {
      await database.drop();
    }
  });
});
