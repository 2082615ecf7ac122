import { PERMISSIONS } from '@app/subgraph-kit/access/roles';
import { errorCode } from '@app/test-kit/graphql-client';
import {
  type HostileOperation,
  hostileOperations,
  IMPOSSIBLE,
  IMPOSSIBLE_TEXTS,
  onlyTexts,
  STRANGE_TEXTS,
} from '@app/test-kit/hostile-operations';
import type { Values } from '@app/test-kit/plausible-operations';
import fc from 'fast-check';
import type { GraphQLSchema } from 'graphql';
import { identitySubgraph } from '../../src/subgraph.js';
import { contents } from '../support/contents.js';
import { operator, type Registered, type TestIdentity, testIdentity } from '../support/identity.js';
import { rootFieldValues } from '../support/root-field-values.js';

const INVITE = `mutation ($input: InviteUserInput!) { inviteUser(input: $input) { __typename } }`;
const SEARCH = 'query ($search: String) { organizations(first: 5, search: $search) { totalCount } }';

describe('bad input', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let schema: GraphQLSchema;
  let values: Values;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    values = await rootFieldValues(identity, contoso);
    ({ schema } = await identitySubgraph());
  });
  afterAll(() => identity.stop());

  /** Sends it as an administrator and as an operator; each error has a code of bad input. */
  async function send({ query, variables }: { query: string; variables: Record<string, unknown> }) {
    for (const caller of [contoso.admin, operator(...PERMISSIONS)]) {
      const answer = await (await identity.as(caller)).execute(query, variables);
      // Two random requests may use the same idempotency key.
      const rejections = ['BAD_USER_INPUT', 'FORBIDDEN', 'IDEMPOTENCY_KEY_REUSED'];
      if (answer.errors !== undefined) expect(rejections).toContain(errorCode(answer));
    }
  }

  it('at any position of any root field is rejected with an error code or an error type, and stores nothing', async () => {
    const before = await contents(identity);
    for (const operation of hostileOperations(schema, values, IMPOSSIBLE)) await send(operation);
    expect(await contents(identity)).toEqual(before);
  });

  it('of the wrong shape is BAD_USER_INPUT with status 400', async () => {
    const shapes = [null, undefined, 'text', 1, [], {}, { input: null }, { input: [] }, { input: { email: {} } }];
    for (const variables of shapes) {
      const answer = await (await identity.as(contoso.admin)).execute(INVITE, variables as never);
      expect([answer.status, errorCode(answer)]).toEqual([400, expect.stringMatching(/^BAD_(USER_INPUT|REQUEST)$/)]);
    }
  });

  it('never causes an internal error', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(...IMPOSSIBLE_TEXTS, ...STRANGE_TEXTS),
      fc.emailAddress(),
    );
    await fc.assert(
      fc.asyncProperty(text, fc.nat(), async (text, position) => {
        const operations = hostileOperations(schema, values, onlyTexts(text));
        await send(operations[position % operations.length] as HostileOperation);
      }),
      { numRuns: 100 },
    );
  });

  it('with unordered combining marks, which take minutes to normalize, is rejected at once', async () => {
    const marks = `a${'\u0301\u0323'.repeat(60_000)}`;
    const invitation = { organizationId: contoso.organizationId, email: 'm@contoso.example', displayName: 'M' };
    for (const wrong of [{ displayName: marks }, { email: marks }]) {
      const answer = await (await identity.as(contoso.admin)).execute(INVITE, { input: { ...invitation, ...wrong } });
      expect(answer.data).toMatchObject({ inviteUser: { __typename: 'InvalidUserInputError' } });
    }
    const operations = await identity.as(operator('users:read', 'organizations:write'));
    const search = await operations.execute(SEARCH, { search: marks });
    expect(errorCode(search)).toBe('BAD_USER_INPUT');
  });

  it('without the token of the gateway gets 401, also for _service and _entities', async () => {
    for (const query of [
      '{ viewer { id } }',
      '{ _service { sdl } }',
      '{ _entities(representations: []) { __typename } }',
      '{',
    ]) {
      const answer = await fetch(`${identity.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      expect(answer.status).toBe(401);
    }
  });
});
