import { type TestDatabase, testDatabase } from '@app/test-kit/database';
import { type DatabaseProxy, startDatabaseProxy } from '@app/test-kit/database-proxy';
import { fixedClock } from '@app/test-kit/fixed-clock';
import { errorCode, expectNoErrors, type GraphqlClient, graphqlClient } from '@app/test-kit/graphql-client';
import { testIdentityKeys } from '@app/test-kit/identity-tokens';
import type { Pool } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { readPool } from '../../src/database/pool.js';
import { buildSubgraph } from '../../src/graphql/schema.js';
import { createLog } from '../../src/processes/log.js';
import { startSubgraphServer } from '../../src/processes/server.js';
import { type Interruptions, type LedgerContext, LedgerResolver } from '../support/ledger.js';
import { HERE, person, prepareNotes } from '../support/notes.js';

const NOTHING: Interruptions = { write: async () => undefined, read: async () => undefined };

describe('database faults', () => {
  const clock = fixedClock('2026-11-22T00:00:00Z');
  const log = createLog('toy');
  log.level = 'silent';
  let database: TestDatabase;
  let proxy: DatabaseProxy;
  let admin: DataSource;
  let source: DataSource;
  let pool: Pool;
  let server: { url: string; stop(): Promise<void> };
  let client: GraphqlClient;
  let interruptions = NOTHING;
  let attempts = { count: 0 };

  beforeAll(async () => {
    database = await testDatabase({ service: 'toy', prepare: prepareNotes });
    proxy = await startDatabaseProxy(database.appUrl);
    const url = proxy.through(database.appUrl);
    const keys = await testIdentityKeys();
    admin = await new DataSource({ type: 'postgres', url: database.adminUrl }).initialize();
    source = await new DataSource({ type: 'postgres', url, schema: 'toy', extra: { max: 4 } }).initialize();
    pool = readPool(url, log, 4);
    const { schema } = await buildSubgraph({ operations: [LedgerResolver] });
    server = await startSubgraphServer<LedgerContext>({
      name: 'toy',
      schema,
      port: 0,
      verifyKey: keys.verifyKey,
      clock,
      log,
      pool,
      context: (request) => ({ ...request, source, interruptions, attempts }),
    });
    client = graphqlClient(`${server.url}/graphql`, await keys.bearerFor(person(), 'toy', clock));
  });
  beforeEach(() => {
    interruptions = NOTHING;
    attempts = { count: 0 };
  });
  afterAll(async () => {
    await server.stop();
    await pool.end();
    await source.destroy();
    await proxy.stop();
    await admin.destroy();
    await database.drop();
  });

  const write = (text: string, key: string | null = null) =>
    client.execute('mutation ($text: String!, $key: String) { write(text: $text, key: $key) }', { text, key });
  const counts = () => client.execute<{ counts: number[] }>('{ counts }');
  const written = async (text: string): Promise<number> =>
    (await admin.query('SELECT FROM toy.note WHERE text = $1', [text])).length;
  const terminate = (pids: number[]) =>
    admin.query('SELECT pg_terminate_backend(pid, 5000) FROM unnest($1::int[]) AS pid', [pids]);
  const pidOf = async (manager: EntityManager): Promise<number> =>
    (await manager.query<[{ pid: number }]>('SELECT pg_backend_pid() AS pid'))[0].pid;
  const raise = (code: string) => (manager: EntityManager) =>
    manager.query(`DO $$ BEGIN RAISE EXCEPTION 'as if' USING ERRCODE = '${code}'; END $$`);

  it.each<[string, (manager: EntityManager) => Promise<unknown>]>([
    [
      'an idle transaction closed by the server (25P03)',
      async (manager) => {
        await manager.query("SET LOCAL idle_in_transaction_session_timeout = '20ms'");
        const [{ pid }] = await manager.query<[{ pid: number }]>('SELECT pg_backend_pid() AS pid');
        while ((await admin.query('SELECT FROM pg_stat_activity WHERE pid = $1', [pid])).length > 0);
      },
    ],
    ['a session terminated by an administrator (57P01)', async (manager) => terminate([await pidOf(manager)])],
    ['the network', async () => proxy.cut()],
    ...['08003', '08006', '57P02', '57P03', '40001', '40P01'].map(
      (code): [string, (manager: EntityManager) => Promise<unknown>] => [code, raise(code)],
    ),
  ])('%s before the commit is retried once, unnoticed by the caller', async (name, fault) => {
    interruptions = { ...NOTHING, write: async (attempt, manager) => void (attempt === 1 && (await fault(manager))) };
    expectNoErrors(await write(name));
    expect([attempts.count, await written(name)]).toEqual([2, 1]);
  });

  it('a statement over its time limit (57014) is not retried, and the error has a retry delay', async () => {
    interruptions = {
      ...NOTHING,
      write: async (_attempt, manager) => {
        await manager.query("SET LOCAL statement_timeout = '20ms'");
        await manager.query('SELECT pg_sleep(5)');
      },
    };
    const answer = await write('slow');
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 5 });
    expect([attempts.count, await written('slow')]).toEqual([1, 0]);
  });

  it.each([
    ['lost', 0],
    ['answer-lost', 1],
  ] as const)(
    'a lost commit (%s) without an idempotency key is reported as unknown and not retried',
    async (how, rows) => {
      interruptions = { ...NOTHING, write: async () => proxy.failNextCommit(how) };
      const answer = await write(`open ${how}`);
      expect(answer.errors).toHaveLength(1);
      expect(answer.errors?.[0]?.message).toMatch(/not known.*Read.*idempotencyKey/);
      // A client that obeys a retry delay would apply the change twice.
      expect(answer.errors?.[0]?.extensions).toEqual({ code: 'SERVICE_UNAVAILABLE', requestId: expect.any(String) });
      expect([attempts.count, await written(`open ${how}`)]).toEqual([1, rows]);
    },
  );

  it.each(['lost', 'answer-lost'] as const)(
    'a lost commit (%s) with an idempotency key is applied once and returns its original answer',
    async (how) => {
      interruptions = { ...NOTHING, write: async (attempt) => void (attempt === 1 && proxy.failNextCommit(how)) };
      const first = expectNoErrors(await write(`covered ${how}`, `key ${how}`));
      expect(await written(`covered ${how}`)).toBe(1);
      interruptions = NOTHING;
      expect(expectNoErrors(await write(`covered ${how}`, `key ${how}`))).toEqual(first);
    },
  );

  it('the loss of every pooled connection goes unnoticed by the next callers', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, n) => (n % 2 ? counts() : write('warm'))));
    const sessions: { pid: number }[] = await admin.query(
      "SELECT pid FROM pg_stat_activity WHERE usename = 'toy_app' AND datname = $1",
      [database.name],
    );
    expect(sessions.length).toBeGreaterThan(2);
    await terminate(sessions.map(({ pid }) => pid));
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? counts() : write('after'))));
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    expect(await written('after')).toBe(10);
  });

  it('a fault in the middle of a query goes unnoticed, and its answer comes from one snapshot', async () => {
    interruptions = {
      ...NOTHING,
      read: async (attempt) => {
        if (attempt > 1) return;
        await admin.query('INSERT INTO toy.note VALUES (0, $1, $2)', [HERE, 'meanwhile']);
        proxy.cut();
      },
    };
    const { counts: read } = expectNoErrors(await counts());
    expect(read[0]).toBe(read[1]);
    expect(attempts.count).toBe(2);
  });

  it('a short outage is waited for, and a long one is reported with a retry delay', async () => {
    await proxy.goAway();
    const waiting = Promise.all([counts(), write('restarted')]);
    setTimeout(() => void proxy.comeBack(), 400);
    for (const answer of await waiting) expect(answer.errors).toBeUndefined();
    expect(await written('restarted')).toBe(1);
    await proxy.goAway();
    for (const answer of await Promise.all([counts(), write('lasting')])) {
      expect(errorCode(answer)).toBe('SERVICE_UNAVAILABLE');
      expect(answer.errors?.[0]?.extensions?.retryAfterSeconds).toBe(5);
    }
    await proxy.comeBack();
    expectNoErrors(await counts());
    expect(await written('lasting')).toBe(0);
  });
});
