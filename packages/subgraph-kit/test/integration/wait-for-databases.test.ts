import { type AddressInfo, createServer } from 'node:net';
import { Writable } from 'node:stream';
import { emptyDatabase } from '@app/test-kit/database';
import { type DatabaseProxy, startDatabaseProxy } from '@app/test-kit/database-proxy';
import { pino } from 'pino';
import { waitForDatabases } from '../../src/processes/wait-for-databases.js';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

describe('waitForDatabases', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let proxy: DatabaseProxy;
  const lines: string[] = [];
  const destination = new Writable({
    write: (line, _encoding, done) => {
      lines.push(String(line));
      done();
    },
  });
  beforeAll(async () => {
    database = await emptyDatabase();
    proxy = await startDatabaseProxy(database.adminUrl);
  });
  afterAll(async () => {
    await proxy.stop();
    await database.drop();
  });

  it('returns at once where the database answers', async () => {
    await waitForDatabases({ A_DATABASE_URL: database.adminUrl }, { log: pino(destination) });
    expect(lines).toEqual([]);
  });

  it('names the setting, is live and not ready, and returns when the database is there', async () => {
    await proxy.goAway();
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const isThere = waitForDatabases(
      { A_DATABASE_URL: proxy.through(database.adminUrl) },
      { log: pino(destination), address: { host: undefined, port } },
    );
    const statusOf = async (path: string) => (await fetch(`${url}${path}`).catch(() => undefined))?.status;
    let live: number | undefined;
    for (const deadline = performance.now() + 10_000; live === undefined && performance.now() < deadline; )
      live = await statusOf('/livez');
    expect([live, await statusOf('/readyz'), await statusOf('/graphql')]).toEqual([200, 503, 503]);
    expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({
      setting: 'A_DATABASE_URL',
      reason: 'no PostgreSQL answers at this address (ECONNREFUSED)',
      msg: 'waiting for the database',
    });
    await proxy.comeBack();
    await isThere;
    expect(await statusOf('/livez')).toBeUndefined();
    expect(lines).toHaveLength(1);
  });
});
