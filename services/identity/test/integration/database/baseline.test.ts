import { readFile } from 'node:fs/promises';
import { findUncommented, readCatalog, renameCatalog } from '@app/test-kit/catalog';
import { type TestDatabase, testDatabase } from '@app/test-kit/database';
import { prepareIdentity } from '../../support/identity.js';
import { RENAMES } from './renames.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ service: 'identity', prepare: prepareIdentity });
});
afterAll(() => database.drop());

describe('baseline', () => {
  it('creates the schema that the migrations before it created', async () => {
    const before = await readFile(new URL('./catalog-before-baseline.txt', import.meta.url), 'utf8');
    expect(await readCatalog(database.adminUrl, 'identity')).toBe(renameCatalog(before, RENAMES));
  });

  it('comments every table, constraint, policy, function and trigger', async () => {
    expect(await findUncommented(database.adminUrl, 'identity')).toEqual([]);
  });
});
