import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { generated } from '../support/generated-data.js';
import { type GeneratedServices, startGeneratedServices } from '../support/generated-services.js';
import { expectSameAnswer } from '../support/same-answer.js';

let services: GeneratedServices;

beforeAll(async () => {
  services = await startGeneratedServices();
});
beforeEach(() => {
  services.sayings.clear();
  services.sayings.set('Query.callerOrganization', () => generated('Organization', 'Organization-1'));
  services.sayings.set('Query.viewer', () => generated('User', 'User-1'));
  for (const subgraph of services.subgraphs.values()) subgraph.received.length = 0;
});
afterAll(() => services.stop());

const ask = (source: string, variables?: Record<string, unknown>) =>
  services.gateway.client.as(services.token).execute(source, variables);

async function expectRejected(source: string, variables: Record<string, unknown> = {}): Promise<void> {
  const answer = await ask(source, variables);
  expect([source, answer.status, errorCode(answer), answer.data]).toEqual([source, 400, 'BAD_USER_INPUT', undefined]);
  for (const { received } of services.subgraphs.values()) expect(received).toEqual([]);
}

const RECORD = (item: string, head = '') =>
  `mutation ${head} { recordAchievements(input: { source: MICROSOFT_LEARN, items: [{ externalId: "e", profileId: "1", achievedAt: "2026-11-01T00:00:00Z", training: ${item} }] }) { __typename } }`;
const TRAINING = 'uid: "u", kind: MODULE, title: "t"';

describe('a variable', () => {
  test.each(['representations', 'a0', 'a1', 'contextualArgument_1_0', 'if', 'first', 'constructor', 'toString'])(
    'may be called $%s, whatever names the planner generates',
    async (name) => {
      const source = `query ($${name}: LearningSource!) { viewer { associationAllowance(source: $${name}) { source used } } }`;
      await expectSameAnswer(services, source, { [name]: 'PARTNER_UNIVERSITY' });
    },
  );

  test.each<[string, string]>([
    ['an argument', 'query ($v: Int) { callerOrganization { forecast(months: $v) { skillingPoints } } }'],
    ['a page', 'query ($v: Int) { callerOrganization { risks(first: $v) { pointsLost } } }'],
    [
      'an argument that only some object would ask for',
      'query ($v: Int) { viewer { activeAssociation(source: MICROSOFT_LEARN) { organization { forecast(months: $v) { on } } } } }',
    ],
    ['a condition', 'query ($v: Boolean = true) { viewer { id @include(if: $v) } }'],
    ['a condition of a fragment', 'query ($v: Boolean = false) { viewer { ... @skip(if: $v) { id } } }'],
    ['a member of an input', RECORD(`{ ${TRAINING}, roles: $v }`, '($v: [String!])')],
    ['a list in a list of inputs', RECORD(`{ ${TRAINING}, products: $v }`, '($v: [String!] = ["p"])')],
  ])(
    'that is null for an argument with a default that must not be null is rejected before any request: %s',
    async (_what, source) => {
      await expectRejected(source, { v: null });
    },
  );

  test('that is null inside of a variable is rejected alike', async () => {
    const source = 'mutation ($input: RecordAchievementsInput!) { recordAchievements(input: $input) { __typename } }';
    const training = { uid: 'u', kind: 'MODULE', title: 't', roles: null };
    const item = { externalId: 'e', profileId: '1', achievedAt: '2026-11-01T00:00:00Z', training };
    await expectRejected(source, { input: { source: 'MICROSOFT_LEARN', items: [item] } });
  });

  test('that is not sent leaves the default in effect', async () => {
    for (const source of [
      'query ($v: Int) { callerOrganization { forecast(months: $v) { on skillingPoints } } }',
      'query ($v: Boolean = false) { viewer { id @include(if: $v) displayName } }',
      'query ($v: Int = 3) { callerOrganization { forecast(months: $v) { on skillingPoints } } }',
      RECORD(`{ ${TRAINING}, roles: $v }`, '($v: [String!])'),
    ])
      await expectSameAnswer(services, source);
  });
});

describe('a number', () => {
  const metric = (value: string, head = '') =>
    `mutation ${head} { recordPartnerMetric(input: { organizationId: "o", metric: "m", value: ${value}, on: "2026-11-01" }) { __typename } }`;

  test.each([
    '{ callerOrganization { cheapestPath(designation: "d", skillingPoints: 1e999) { personRef } } }',
    metric('-1e400'),
    metric('9'.repeat(310)),
    metric('$v', '($v: Float! = 1e999)'),
  ])('that no double represents is rejected before any request: %s', async (source) => {
    await expectRejected(source);
  });

  test('in a variable that no double represents is rejected', async () => {
    const body = JSON.stringify({ query: metric('$v', '($v: Float!)'), variables: { v: 'N' } }).replace('"N"', '1e999');
    const response = await fetch(`${services.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${services.token}` },
      body,
    });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
    ]);
  });

  test('that stands for an id is forwarded digit by digit', async () => {
    services.sayings.set('Query.user', ({ id }) => generated('User', String(id)));
    const id = '12345678901234567890123';
    expect(expectNoErrors(await ask(`{ user(id: ${id}) { id } }`))).toEqual({ user: { id } });
  });
});
