import { emptyDatabase, testRolePasswords } from '@app/test-kit/database';
import { Client } from 'pg';
import { identityDataSource } from '../../../src/database/data-source.js';
import { MIGRATIONS } from '../../../src/database/migrations.js';
import { prepareIdentity } from '../../support/identity.js';

describe('migrations', () => {
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
      await client.query<{ table: string; column: string; type: string; nullable: string }>(
        `SELECT table_name AS table, column_name AS column, data_type AS type, is_nullable AS nullable
          FROM information_schema.columns WHERE table_schema = 'identity' ORDER BY 1, 2`,
      )
    ).rows;

  it('can be repeated, also concurrently', async () => {
    await Promise.all([
      prepareIdentity(database.adminUrl, testRolePasswords),
      prepareIdentity(database.adminUrl, testRolePasswords),
    ]);
    const once = await columns();
    await prepareIdentity(database.adminUrl, testRolePasswords);
    expect(await columns()).toEqual(once);
    expect((await client.query('SELECT name FROM identity.migration')).rows).toHaveLength(MIGRATIONS.length);
  });

  it('create exactly the columns that the row classes name', async () => {
    const url = new URL(database.adminUrl);
    url.username = 'identity_app';
    url.password = testRolePasswords.appPassword;
    const source = await identityDataSource(url.href).initialize();
    const named = source.entityMetadatas.flatMap((entity) =>
      entity.columns.map((column) => `${entity.tableName}.${column.databaseName} ${column.isNullable ? 'YES' : 'NO'}`),
    );
    await source.destroy();
    const tables = ['organization', 'user_account'];
    const made = (await columns()).filter(({ table }) => tables.includes(table));
    expect(named.sort()).toEqual(made.map(({ table, column, nullable }) => `${table}.${column} ${nullable}`).sort());
  });
});
