import type { Stack } from '@app/stack/stack';
import { ERROR_CODES } from '@app/subgraph-kit/errors';
import { type GraphqlClient, graphqlClient } from '@app/test-kit/graphql-client';
import pg from 'pg';
import { startDemonstrationStack } from '../journeys/demonstration-stack.js';
import { asFeed, asMachine, signedIn, workToken } from '../journeys/people.js';
import { apiSchema } from './composed-api.js';
import { hostileOperations, plausibleOperations } from './hostile-operations.js';

/** Rows of what the API changes; logs of attempts (activity, flows) may grow. */
const CONTENT = [
  'identity.organization',
  'identity.user_account',
  'association.association',
  'credits.achievement',
  'credits.credit',
];

describe('what no rule could accept', () => {
  let stack: Stack;
  let callers: Record<string, GraphqlClient>;
  const operations = hostileOperations(apiSchema());

  beforeAll(async () => {
    stack = await startDemonstrationStack({ environment: { RATE_LIMIT_PER_MINUTE: '0' } });
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

  it.each(['anonymous', 'an administrator', 'an operator', 'a machine'])(
    'gets from every root field, at every place of its arguments, a typed refusal or a coded error: sent by %s',
    async (caller) => {
      const before = await contents();
      const wrong: string[] = [];
      for (const { about, query, variables } of operations) {
        const answer = await callers[caller]?.execute(query, variables);
        const codes = answer?.errors?.map((error) => String(error.extensions?.code)) ?? [];
        const known = codes.every(
          (code) => (ERROR_CODES as readonly string[]).includes(code) && code !== 'INTERNAL_SERVER_ERROR',
        );
        if (!known || answer === undefined || answer.status >= 500)
          wrong.push(`${about} → ${answer?.status} ${codes.join(' ')} ${answer?.errors?.[0]?.message}`);
      }
      expect(wrong).toEqual([]);
      // Plausible values that name nobody's things are refused as well: nothing at all was stored.
      expect(await contents()).toEqual(before);
    },
    600_000,
  );

  it('is a question without a token: UNAUTHENTICATED from every root field but viewer, which is null', async () => {
    const answers: Record<string, unknown> = {};
    for (const { about, query, variables } of plausibleOperations(apiSchema())) {
      const { data, errors } = (await callers.anonymous?.execute(query, variables)) ?? {};
      answers[about] = errors?.map(({ extensions }) => extensions?.code).join() ?? data;
    }
    const expected = Object.fromEntries(Object.keys(answers).map((field) => [field, 'UNAUTHENTICATED']));
    expect(answers).toEqual({ ...expected, viewer: { viewer: null } });
  });

  it('is a token too: malformed, foreign, empty or cut short, and nothing runs', async () => {
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

  it('reaches no service that is asked without the gateway: 401 for queries, _service and _entities', async () => {
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
