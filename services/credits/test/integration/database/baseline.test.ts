import { readFile } from 'node:fs/promises';
import { findUncommented, missingEntries, readCatalog, renameCatalog } from '@app/test-kit/catalog';
import { type TestDatabase, testDatabase } from '@app/test-kit/database';
import { prepareCredits } from '../../support/credits.js';
import { RENAMES } from './renames.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ service: 'credits', prepare: prepareCredits });
});
afterAll(() => database.drop());

describe('baseline', () => {
  it('creates everything that the migrations before it created', async () => {
    const before = await readFile(new URL('./catalog-before-baseline.txt', import.meta.url), 'utf8');
    const catalog = await readCatalog(database.adminUrl, 'credits');
    // The views of reporting read some columns of a table.
    const created = catalog.replaceAll(' privileges {reporting_owner=r/credits_owner}', '');
    expect(missingEntries(renameCatalog(before, RENAMES), created)).toEqual([]);
  });

  it('comments every table, constraint, policy, function and trigger', async () => {
    expect(await findUncommented(database.adminUrl, 'credits')).toEqual([]);
    expect(await findUncommented(database.adminUrl, 'reporting')).toEqual([]);
  });
});
