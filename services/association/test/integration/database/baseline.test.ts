import { readFile } from 'node:fs/promises';
import { findUncommented, missingEntries, readCatalog, renameCatalog } from '@app/test-kit/catalog';
import type { TestDatabase } from '@app/test-kit/database';
import { associationDatabase } from '../../support/database.js';
import { RENAMES } from './renames.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await associationDatabase();
});
afterAll(() => database.drop());

describe('baseline', () => {
  it('creates everything that the migrations before it created', async () => {
    const before = await readFile(new URL('./catalog-before-baseline.txt', import.meta.url), 'utf8');
    const created = await readCatalog(database.adminUrl, 'association');
    expect(missingEntries(renameCatalog(before, RENAMES), created)).toEqual([]);
  });

  it('comments every table, constraint, policy, function and trigger', async () => {
    expect(await findUncommented(database.adminUrl, 'association')).toEqual([]);
  });
});
