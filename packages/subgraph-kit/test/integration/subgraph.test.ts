import 'reflect-metadata';
import { type TestDatabase, testDatabase } from '@app/test-kit/database';
import { fixedClock } from '@app/test-kit/fixed-clock';
import { errorCode, expectNoErrors, graphqlClient } from '@app/test-kit/graphql-client';
import { type TestIdentityKeys, testIdentityKeys } from '@app/test-kit/identity-tokens';
import type { Pool } from 'pg';
import { Arg, Ctx, Directive, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { type AccessTable, allow, allowSilently, withObject } from '../../src/access.js';
import type { Caller } from '../../src/caller.js';
import { IDEMPOTENCY_MIGRATION_SQL, withIdempotency } from '../../src/idempotency.js';
import { createLog } from '../../src/log.js';
import { readPool } from '../../src/pool.js';
import { prepareService } from '../../src/prepare-service.js';
import { buildSubgraph } from '../../src/schema.js';
import { type RequestContext, startSubgraphServer } from '../../src/server.js';
import { inTransaction, violatedConstraint } from '../../src/transaction.js';
import { enqueue, startWorker } from '../../src/worker.js';

const HERE = '0199aaaa-0000-7000-8000-000000000001';
const ELSEWHERE = '0199aaaa-0000-7000-8000-000000000002';
const SELF = '0199aaaa-0000-7000-8000-00000000000a';

class CreateNote1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE note (id int CONSTRAINT note_pkey PRIMARY KEY, organization_id uuid NOT NULL, text text NOT NULL);
      ALTER TABLE note ENABLE ROW LEVEL SECURITY; ALTER TABLE note FORCE ROW LEVEL SECURITY;
      CREATE POLICY reach ON note USING (
        organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
        OR (SELECT current_setting('app.reach', true)) = 'every-organization');
      ${IDEMPOTENCY_MIGRATION_SQL}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE note, idempotency_key');
  }
}

@Directive('@key(fields: "id")')
@ObjectType('Note', { description: 'A note of an organisation.' })
class NoteType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { nullable: true })
  text!: string | null;

  @Field(() => String, { nullable: true })
  secret!: string | null;

  organizationId!: string;
}

@Resolver(() => NoteType)
class NoteResolver {
  @Query(() => [NoteType], { description: 'All notes that can be reached.' })
  async notes(@Ctx() context: RequestContext): Promise<NoteType[]> {
    const rows = await context.reads.query<{ id: number; text: string; organization_id: string }>(
      { name: 'notes', text: 'SELECT id, text, organization_id FROM note ORDER BY id' },
      [],
    );
    return rows.map((row) =>
      Object.assign(new NoteType(), {
        id: String(row.id),
        text: row.text,
        secret: 's',
        organizationId: row.organization_id,
      }),
    );
  }

  @Query(() => Int, { description: 'Fails like a bug does.' })
  async broken(@Ctx() context: RequestContext): Promise<number> {
    await context.reads.query({ name: 'broken', text: 'SELECT secret_column FROM note' }, []);
    return 1;
  }

  @Mutation(() => Int, { nullable: true, description: 'Does nothing.' })
  touch(@Arg('text', () => String) text: string): number {
    return text.length;
  }
}

const access: AccessTable = {
  Query: { fields: { notes: allow('signed-in'), broken: allow('anyone') } },
  Mutation: { fields: { touch: allow('GLOBAL_ADMIN', 'users:write') } },
  Note: {
    subject: (note: NoteType) => ({ organizationId: note.organizationId }),
    reference: allow('member'),
    fields: { id: withObject, text: allowSilently('PARTNER_ADMIN'), secret: allow('GLOBAL_ADMIN') },
  },
};

const person = (roles: Extract<Caller, { kind: 'person' }>['roles'] = [], organizationId = HERE): Caller => ({
  kind: 'person',
  userId: SELF,
  organizationId,
  roles,
  signedInAt: null,
  delegated: false,
  clientId: null,
});

describe('a subgraph made with the kit', () => {
  const clock = fixedClock('2026-11-22T00:00:00Z');
  const log = createLog('toy');
  log.level = 'silent';
  let database: TestDatabase;
  let keys: TestIdentityKeys;
  let pool: Pool;
  let source: DataSource;
  let server: { url: string; stop(): Promise<void> };
  const migrations = [CreateNote1700000000000];
  const prepare = (adminUrl: string, passwords: { appPassword: string; workerPassword: string }) =>
    prepareService({ adminUrl, service: 'toy', migrations, ...passwords });
  const as = async (caller: Caller) =>
    graphqlClient(`${server.url}/graphql`, await keys.bearerFor(caller, 'toy', clock));

  beforeAll(async () => {
    database = await testDatabase({ service: 'toy', prepare });
    keys = await testIdentityKeys();
    pool = readPool(database.appUrl, log);
    source = await new DataSource({ type: 'postgres', url: database.appUrl, schema: 'toy' }).initialize();
    const { schema } = await buildSubgraph({
      resolvers: [NoteResolver],
      references: {
        Note: (reference: { id: string }) =>
          Object.assign(new NoteType(), { id: reference.id, text: 'x', organizationId: HERE }),
      },
      access,
    });
    server = await startSubgraphServer({
      name: 'toy',
      schema,
      port: 0,
      verifyKey: keys.verifyKey,
      clock,
      log,
      pool,
      context: (request) => request,
    });
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

  it('answers nobody without the gateway’s token: not a query, not _service, not _entities', async () => {
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

  it('refuses a token 61 seconds old', async () => {
    const bearer = await keys.bearerFor(person(), 'toy', fixedClock('2026-11-21T23:58:59Z'));
    expect((await graphqlClient(`${server.url}/graphql`, bearer).execute('{ notes { id } }')).status).toBe(401);
  });

  it('shows a caller the rows of their organisation only, an operator all, and a pooled connection forgets', async () => {
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

  it('tells anonymous callers to sign in and strangers whom to ask', async () => {
    expect(errorCode(await (await as({ kind: 'anonymous' })).execute('{ notes { id } }'))).toBe('UNAUTHENTICATED');
    const stranger = await (await as({ kind: 'stranger' })).execute('{ notes { id } }');
    expect(errorCode(stranger)).toBe('FORBIDDEN');
    expect(stranger.errors?.[0]?.message).toContain('Global admin or Account admin');
  });

  it('gives a guarded field as null, silently or with FORBIDDEN at its path, as the table says', async () => {
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

  it('guards references like fields: another organisation’s object is null', async () => {
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Note { id secret } } }';
    const variables = { r: [{ __typename: 'Note', id: '1' }] };
    expect((await (await as(person([], ELSEWHERE))).execute(query, variables)).data).toEqual({ _entities: [null] });
    expect((await (await as(person(['GLOBAL_ADMIN']))).execute(query, variables)).data).toEqual({
      _entities: [{ id: '1', secret: null }],
    });
  });

  it('refuses NUL and lone surrogates in variables and in the document', async () => {
    const admin = await as(person(['GLOBAL_ADMIN']));
    const query = 'mutation ($t: String!) { touch(text: $t) }';
    for (const text of ['a\u0000b', 'a\ud800b'])
      expect(errorCode(await admin.execute(query, { t: text }))).toBe('BAD_USER_INPUT');
    expect(errorCode(await admin.execute('mutation { touch(text: "a\\u0000b") }'))).toBe('BAD_USER_INPUT');
    expect(errorCode(await (await as(person())).execute(query, { t: 'x' }))).toBe('FORBIDDEN');
  });

  it('tells of a fault of ours nothing but a request id', async () => {
    const answer = await (await as(person())).execute('{ broken }');
    expect(errorCode(answer)).toBe('INTERNAL_SERVER_ERROR');
    expect(JSON.stringify(answer.errors)).not.toMatch(/secret_column|note|SELECT|\.ts/);
    expect(answer.errors?.[0]?.extensions?.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('does the work of an idempotency key once, also when twenty ask at once, and answers the same', async () => {
    let done = 0;
    const attempt = (input: object, key = 'k1') =>
      inTransaction(source, 'every-organization', (manager) =>
        withIdempotency(manager, { caller: person(), operation: 'touch', key, input, clock }, async () => {
          done += 1;
          return { answer: { done }, keep: true };
        }),
      );
    const answers = await Promise.all(Array.from({ length: 20 }, () => attempt({ a: 1, b: 2 })));
    expect(answers).toEqual(Array.from({ length: 20 }, () => ({ done: 1 })));
    await expect(attempt({ a: 2 })).rejects.toMatchObject({ extensions: { code: 'IDEMPOTENCY_KEY_REUSED' } });
    await expect(attempt({}, '')).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    clock.advance({ hours: 24 });
    expect(await attempt({ a: 2 })).toEqual({ done: 2 });
  });

  it('names the constraint that a statement ran into', async () => {
    const again = inTransaction(source, 'every-organization', (manager) =>
      manager.query('INSERT INTO note VALUES (1, $1, $2)', [HERE, 'again']),
    );
    expect(violatedConstraint(await again.catch((error: unknown) => error))).toBe('note_pkey');
  });

  it('runs a job if and only if its transaction commits, and gives the app role no other way to the queue', async () => {
    const seen: string[] = [];
    let ran = () => {};
    const finished = new Promise<void>((resolve) => {
      ran = resolve;
    });
    const worker = await startWorker({
      service: 'toy',
      workerUrl: database.workerUrl,
      log,
      tasks: {
        remember: async (payload) => {
          seen.push((payload as { name: string }).name);
          if ((payload as { name: string }).name === 'last') ran();
        },
      },
    });
    const add = (name: string, fail: boolean) =>
      inTransaction(source, 'every-organization', async (manager) => {
        await enqueue(manager, 'toy', { task: 'remember', payload: { name } });
        if (fail) throw new Error('rolled back');
      });
    await expect(add('never', true)).rejects.toThrow('rolled back');
    await add('last', false);
    await finished;
    await worker.stop();
    expect(seen).toEqual(['last']);
    await expect(source.query("SELECT toy_worker.add_job('remember')")).rejects.toThrow(/permission denied/);
    await expect(source.query('ALTER TABLE toy.note DISABLE ROW LEVEL SECURITY')).rejects.toThrow(/must be owner/);
  });

  it('can be prepared again without harm', async () => {
    await prepare(database.adminUrl, { appPassword: 'test-app', workerPassword: 'test-worker' });
    expect(expectNoErrors(await (await as(person())).execute('{ notes { id } }'))).toEqual({ notes: [{ id: '1' }] });
  });

  it('is not built while a field has no entry in the access table, or an entry no field', async () => {
    const build = (table: AccessTable) => buildSubgraph({ resolvers: [NoteResolver], references: {}, access: table });
    await expect(build({ ...access, Mutation: { fields: {} } })).rejects.toThrow('Mutation.touch');
    await expect(
      build({ ...access, Query: { fields: { ...access.Query?.fields, gone: withObject } } }),
    ).rejects.toThrow('Query.gone');
  });
});
