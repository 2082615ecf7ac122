import { setTimeout as pause } from 'node:timers/promises';
import { type TestDatabase, testDatabase } from '@app/test-kit/database';
import { startDatabaseProxy } from '@app/test-kit/database-proxy';
import { fixedClock } from '@app/test-kit/fixed-clock';
import { errorCode, expectNoErrors, graphqlClient } from '@app/test-kit/graphql-client';
import { type TestIdentityKeys, testIdentityKeys } from '@app/test-kit/identity-tokens';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { Caller } from '../../src/callers/caller.js';
import { columns, integer } from '../../src/database/columns.js';
import { readPool } from '../../src/database/pool.js';
import { RequestAborted, RequestReads } from '../../src/database/reads.js';
import { inTransaction } from '../../src/database/transaction.js';
import { buildSubgraph } from '../../src/graphql/schema.js';
import { createLog } from '../../src/processes/log.js';
import { retryLater } from '../../src/processes/retry-later.js';
import { type RequestContext, type SubgraphServer, startSubgraphServer } from '../../src/processes/server.js';
import { ELSEWHERE, HERE, NoteReference, NoteResolver, person, prepareNotes } from '../support/notes.js';

describe('a subgraph', () => {
  const clock = fixedClock('2026-11-22T00:00:00Z');
  const log = createLog('toy');
  log.level = 'silent';
  let database: TestDatabase;
  let keys: TestIdentityKeys;
  let pool: Pool;
  let source: DataSource;
  let settings: SubgraphServer<RequestContext>;
  let server: { url: string; stop(): Promise<void> };
  const as = async (caller: Caller) =>
    graphqlClient(`${server.url}/graphql`, await keys.bearerFor(caller, 'toy', clock));

  beforeAll(async () => {
    database = await testDatabase({ service: 'toy', prepare: prepareNotes });
    keys = await testIdentityKeys();
    pool = readPool(database.appUrl, log);
    source = await new DataSource({ type: 'postgres', url: database.appUrl, schema: 'toy' }).initialize();
    const { schema } = await buildSubgraph({ operations: [NoteResolver, NoteReference] });
    settings = {
      name: 'toy',
      schema,
      port: 0,
      verifyKey: keys.verifyKey,
      clock,
      log,
      pool,
      context: (request) => request,
      routes: (app) => {
        app.get('/limited', { config: { open: true } }, (_request, reply) => reply.code(429).send());
        app.get('/away', { config: { open: true } }, async (_request, reply) => retryLater(reply, 503, 30).send());
        app.get('/failing', { config: { open: true } }, () => Promise.reject(new RequestAborted()));
      },
    };
    server = await startSubgraphServer(settings);
    await inTransaction(source, 'every-organization', (manager) =>
      manager.query('INSERT INTO note VALUES (1, $1, $3), (2, $2, $3)', [HERE, ELSEWHERE, 'hello']),
    );
  });
  afterAll(async () => {
    await server.stop();
    await pool.end();
    await source.destroy();
    await database.drop();
  });

  it('requires the gateway’s token for queries, _service and _entities', async () => {
    for (const query of [
      '{ notes { id } }',
      '{ _service { sdl } }',
      '{ _entities(representations: []) { __typename } }',
    ]) {
      for (const bearer of [
        undefined,
        'nonsense',
        await keys.bearerFor(person(), 'another', clock),
        await (await testIdentityKeys()).bearerFor(person(), 'toy', clock),
      ]) {
        const answer = await graphqlClient(`${server.url}/graphql`, bearer).execute(query);
        expect([answer.status, errorCode(answer)]).toEqual([401, 'UNAUTHENTICATED']);
      }
    }
  });

  it('rejects a token that is 61 seconds old', async () => {
    const bearer = await keys.bearerFor(person(), 'toy', fixedClock('2026-11-21T23:58:59Z'));
    expect((await graphqlClient(`${server.url}/graphql`, bearer).execute('{ notes { id } }')).status).toBe(401);
  });

  it('returns rows of the caller’s organization only, all rows to operators, and none on a connection without a scope', async () => {
    for (let round = 0; round < 20; round += 1) {
      expect(expectNoErrors(await (await as(person())).execute('{ notes { id } }'))).toEqual({ notes: [{ id: '1' }] });
      expect(expectNoErrors(await (await as(person([], ELSEWHERE))).execute('{ notes { id } }'))).toEqual({
        notes: [{ id: '2' }],
      });
    }
    expect(
      expectNoErrors(
        await (await as({ kind: 'operator', clientId: 'o', permissions: [] })).execute('{ notes { id } }'),
      ),
    ).toEqual({ notes: [{ id: '1' }, { id: '2' }] });
    expect((await pool.query('SELECT id FROM note')).rows).toEqual([]);
  });

  it('asks anonymous callers to sign in and unknown accounts to contact an administrator', async () => {
    expect(errorCode(await (await as({ kind: 'anonymous' })).execute('{ notes { id } }'))).toBe('UNAUTHENTICATED');
    const stranger = await (await as({ kind: 'unknown-account' })).execute('{ notes { id } }');
    expect(errorCode(stranger)).toBe('FORBIDDEN');
    expect(stranger.errors?.[0]?.message).toContain('Global admin or Account admin');
  });

  it('returns null for a restricted field, silently or with FORBIDDEN at its path, as declared', async () => {
    const query = '{ notes { text secret } }';
    const plain = await (await as(person())).execute(query);
    expect(plain.data).toEqual({ notes: [{ text: null, secret: null }] });
    expect(plain.errors?.map((error) => [error.path, error.extensions?.code])).toEqual([
      [['notes', 0, 'secret'], 'FORBIDDEN'],
    ]);
    expect(expectNoErrors(await (await as(person(['GLOBAL_ADMIN', 'PARTNER_ADMIN']))).execute(query))).toEqual({
      notes: [{ text: 'hello', secret: 's' }],
    });
  });

  it('returns null for a reference to a foreign object', async () => {
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Note { id secret } } }';
    const variables = { r: [{ __typename: 'Note', id: '1' }] };
    expect((await (await as(person([], ELSEWHERE))).execute(query, variables)).data).toEqual({ _entities: [null] });
    expect((await (await as(person(['GLOBAL_ADMIN']))).execute(query, variables)).data).toEqual({
      _entities: [{ id: '1', secret: null }],
    });
  });

  it('rejects NUL and lone surrogates in variables and in the document', async () => {
    const admin = await as(person(['GLOBAL_ADMIN']));
    const query = 'mutation ($t: String!) { touch(text: $t) }';
    for (const text of ['a\u0000b', 'a\ud800b'])
      expect(errorCode(await admin.execute(query, { t: text }))).toBe('BAD_USER_INPUT');
    expect(errorCode(await admin.execute('mutation { touch(text: "a\\u0000b") }'))).toBe('BAD_USER_INPUT');
    expect(errorCode(await (await as(person())).execute(query, { t: 'x' }))).toBe('FORBIDDEN');
  });

  it('rejects reads after the request was aborted', async () => {
    const reads = new RequestReads(pool, { organizationId: HERE });
    const one = columns({ one: integer('1') });
    const statement = { name: 'one', columns: one, text: `SELECT ${one}` };
    expect(await reads.query(statement, [])).toEqual([{ one: 1 }]);
    const late = reads
      .query({ name: 'slow', columns: one, text: `SELECT ${one} FROM pg_sleep(0.2)` }, [])
      .catch((error: unknown) => error);
    await reads.end();
    await late;
    await expect(reads.query(statement, [])).rejects.toThrow(RequestAborted);
    // Tests before this one may have left a connection that ends.
    while (pool.idleCount !== pool.totalCount) await pause(10);
  });

  it.each([
    ['/limited', 429, '5'],
    ['/away', 503, '30'],
    ['/failing', 503, '5'],
  ])('says how long to wait: %s', async (path, status, seconds) => {
    const { status: answered, headers } = await fetch(server.url + path);
    expect([answered, headers.get('retry-after')]).toEqual([status, seconds]);
  });

  it('is not ready while its database does not answer, and says how long to wait', async () => {
    const proxy = await startDatabaseProxy(database.appUrl);
    const distant = readPool(proxy.through(database.appUrl), log);
    const { url, stop } = await startSubgraphServer({ ...settings, pool: distant });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    await proxy.goAway();
    const { status, headers } = await fetch(`${url}/readyz`);
    await Promise.all([stop(), distant.end(), proxy.stop()]);
    expect([status, headers.get('retry-after')]).toEqual([503, '5']);
  });

  it('masks internal errors and reveals only the request id', async () => {
    const answer = await (await as(person())).execute('{ broken }');
    expect(errorCode(answer)).toBe('INTERNAL_SERVER_ERROR');
    expect(JSON.stringify(answer.errors)).not.toMatch(/secret_column|note|SELECT|\.ts/);
    expect(answer.errors?.[0]?.extensions?.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });
});
