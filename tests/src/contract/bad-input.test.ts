import type { Stack } from '@app/stack/stack';
import { ERROR_CODES } from '@app/subgraph-kit/graphql/errors';
import { type GraphqlClient, graphqlClient } from '@app/test-kit/graphql-client';
import { hostileOperations } from '@app/test-kit/hostile-operations';
import { plausibleOperations } from '@app/test-kit/plausible-operations';
import pg from 'pg';
import { startDemonstrationStack } from '../journeys/demonstration-stack.js';
import { asFeed, asMachine, signedIn, workToken } from '../journeys/people.js';
import { apiSchema } from './composed-api.js';

/** Tables that hold the content of the API. Logs of attempts (activity, flows) may grow. */
const CONTENT = [
  'identity.organization',
  'identity.user_account',
  'association.association',
  'credits.achievement',
  'credits.credit',
];

describe('invalid input', () => {
  let stack: Stack;
  let callers: Record<string, GraphqlClient>;
  const operations = hostileOperations(apiSchema());
  /** One value for each position: whom the access rules stop, the values do not reach the database. */
  const onePerPosition = [...Map.groupBy(operations, ({ about }) => about.split(' = ')[0]).values()].flatMap(
    ([first]) => first ?? [],
  );

  beforeAll(async () => {
    stack = await startDemonstrationStack();
    callers = {
      anonymous: graphqlClient(`${stack.gatewayUrl}/graphql`),
      'an administrator': await signedIn(stack, 'eleanor.whitcombe@harbour.example'),
      'an operator': await asFeed(stack),
      'a machine': await asMachine(stack, 'harbour-integration', 'development-only-harbour'),
    };
  }, 300_000);
  afterAll(() => stack.stop());

  const contents = async () => {
    const client = new pg.Client({ connectionString: stack.adminUrl });
    await client.connect();
    const counts: Record<string, unknown> = {};
    for (const table of CONTENT)
      counts[table] = (await client.query(`SELECT count(*)::int AS n FROM ${table}`)).rows[0].n;
    await client.end();
    return counts;
  };

  it.each([
    ['anonymous', onePerPosition],
    ['an administrator', operations],
    ['an operator', operations],
    ['a machine', onePerPosition],
  ])(
    'is rejected for every root field and every position of its arguments with a typed or coded error: sent by %s',
    async (caller, sent) => {
      const before = await contents();
      const wrong: string[] = [];
      for (const { about, query, variables } of sent) {
        const answer = await callers[caller]?.execute(query, variables);
        const codes = answer?.errors?.map((error) => String(error.extensions?.code)) ?? [];
        const known = codes.every(
          (code) => (ERROR_CODES as readonly string[]).includes(code) && code !== 'INTERNAL_SERVER_ERROR',
        );
        if (!known || answer === undefined || answer.status >= 500)
          wrong.push(`${about} → ${answer?.status} ${codes.join(' ')} ${answer?.errors?.[0]?.message}`);
      }
      expect(wrong).toEqual([]);
      // Plausible values that refer to nothing are rejected as well: the content is unchanged.
      expect(await contents()).toEqual(before);
    },
    600_000,
  );

  it('without a token gets UNAUTHENTICATED from every root field except viewer, which is null', async () => {
    const answers: Record<string, unknown> = {};
    for (const { field, query, variables } of plausibleOperations(apiSchema())) {
      const { data, errors } = (await callers.anonymous?.execute(query, variables)) ?? {};
      answers[field.name] = errors?.map(({ extensions }) => extensions?.code).join() ?? data;
    }
    const expected = Object.fromEntries(Object.keys(answers).map((field) => [field, 'UNAUTHENTICATED']));
    expect(answers).toEqual({ ...expected, viewer: { viewer: null } });
  });

  it('in a bearer token (malformed, forged, empty or truncated) gets 401 or 431, and no operation runs', async () => {
    const token = await workToken(stack, 'eleanor.whitcombe@harbour.example');
    const [header = '', payload = '', signature = ''] = token.split('.');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const other = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), oid: crypto.randomUUID() }),
    ).toString('base64url');
    for (const bearer of [
      'x',
      'a.b.c',
      none,
      `${header}.${other}.${signature}`,
      token.slice(0, -4),
      `${token}x`,
      'y'.repeat(20_000),
    ]) {
      const answer = await graphqlClient(`${stack.gatewayUrl}/graphql`, bearer).execute('{ viewer { id } }');
      expect([401, 431]).toContain(answer.status);
      if (answer.status === 401) expect(answer.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
    }
  });

  it('sent to a service without the gateway gets 401, for queries, _service and _entities', async () => {
    const token = await workToken(stack, 'eleanor.whitcombe@harbour.example');
    for (const url of Object.values(stack.serviceUrls)) {
      for (const bearer of [undefined, token]) {
        for (const query of [
          '{ __typename }',
          '{ _service { sdl } }',
          '{ _entities(representations: [{ __typename: "User", id: "1" }]) { __typename } }',
        ]) {
          expect((await graphqlClient(`${url}/graphql`, bearer).execute(query)).status).toBe(401);
        }
      }
    }
  });
});
