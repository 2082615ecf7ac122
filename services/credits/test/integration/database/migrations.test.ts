import { emptyDatabase, testRolePasswords } from '@app/test-kit/database';
import { Client } from 'pg';
import { creditsDataSource } from '../../../src/database/data-source.js';
import { MIGRATIONS } from '../../../src/database/migrations.js';
import { prepareCredits } from '../../support/credits.js';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let client: Client;
beforeAll(async () => {
  database = await emptyDatabase();
  client = new Client({ connectionString: database.adminUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const columns = async () =>
  (
    await client.query<{ table: string; column: string; nullable: string }>(
      `SELECT table_name AS table, column_name AS column, is_nullable AS nullable
       FROM information_schema.columns WHERE table_schema = 'credits' ORDER BY 1, 2`,
    )
  ).rows;

describe('migrations', () => {
  it('run twice, and twice concurrently, without a difference', async () => {
    await Promise.all([1, 2].map(() => prepareCredits(database.adminUrl, testRolePasswords)));
    const once = await columns();
    await prepareCredits(database.adminUrl, testRolePasswords);
    expect(await columns()).toEqual(once);
    expect((await client.query('SELECT name FROM credits.migration')).rows).toHaveLength(MIGRATIONS.length);
  });

  it('create the columns that row classes name', async () => {
    const url = new URL(database.adminUrl);
    [url.username, url.password] = ['credits_app', testRolePasswords.appPassword];
    const source = await creditsDataSource(url.href).initialize();
    const named = source.entityMetadatas.flatMap((entity) =>
      entity.columns.map((column) => `${entity.tableName}.${column.databaseName} ${column.isNullable ? 'YES' : 'NO'}`),
    );
    await source.destroy();
    const created = (await columns()).map(({ table, column, nullable }) => `${table}.${column} ${nullable}`);
    expect(created).toEqual(expect.arrayContaining(named));
  });
});
