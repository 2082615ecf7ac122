import { readFile } from 'node:fs/promises';
import { prepareService } from '@app/subgraph-kit/database/prepare-service';
import { findUncommented, missingEntries, readCatalog, renameCatalog } from '@app/test-kit/catalog';
import { emptyDatabase, testRolePasswords } from '@app/test-kit/database';
import { MIGRATIONS } from '../../../src/database/migrations.js';
import { RENAMES } from './renames.js';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
beforeAll(async () => {
  database = await emptyDatabase();
  const migrations = MIGRATIONS.slice(0, 1);
  await prepareService({ adminUrl: database.adminUrl, service: 'identity', migrations, ...testRolePasswords });
});
afterAll(() => database.drop());

describe('baseline', () => {
  it('creates everything that the migrations before it created', async () => {
    const before = await readFile(new URL('./catalog-before-baseline.txt', import.meta.url), 'utf8');
    const created = await readCatalog(database.adminUrl, 'identity');
    expect(missingEntries(renameCatalog(before, RENAMES), created)).toEqual([]);
  });

  it('comments every table, constraint, policy, function and trigger', async () => {
    expect(await findUncommented(database.adminUrl, 'identity')).toEqual([]);
  });
});
