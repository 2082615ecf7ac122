import { afterAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type TestDatabase, testDatabase } from '../src/database.js';

const databases: TestDatabase[] = [];
let preparations = 0;

afterAll(async () => {
  await Promise.all(databases.map((database) => database.drop()));
});

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function cloned(): Promise<TestDatabase> {
  const database = await testDatabase({
    service: 'sample',
    prepare: async (adminUrl, { appPassword }) => {
      preparations++;
      await ask(
        adminUrl,
        `CREATE TABLE thing (name text); CREATE ROLE sample_app LOGIN PASSWORD '${appPassword}'; GRANT ALL ON thing TO sample_app`,
      );
    },
  });
  databases.push(database);
  return database;
}

describe('testDatabase', () => {
  it('creates isolated, migrated databases and migrates once for concurrent requests', async () => {
    const [one, two, three] = await Promise.all([cloned(), cloned(), cloned()]);
    await ask(one.appUrl, "INSERT INTO thing VALUES ('only here')");
    expect(await ask(one.appUrl, 'SELECT name FROM thing')).toEqual([{ name: 'only here' }]);
    expect(await ask(two.appUrl, 'SELECT name FROM thing')).toEqual([]);
    expect(await ask(three.adminUrl, 'SELECT current_user')).toEqual([{ current_user: 'postgres' }]);
    expect(preparations).toBe(1);
  });

  it('drops a database with open connections', async () => {
    const database = await cloned();
    const listener = new pg.Client({ connectionString: database.adminUrl });
    listener.on('error', () => undefined);
    await listener.connect();
    await listener.query('LISTEN something');
    await database.drop();
    await expect(ask(database.adminUrl, 'SELECT 1')).rejects.toThrow('does not exist');
  });
});
