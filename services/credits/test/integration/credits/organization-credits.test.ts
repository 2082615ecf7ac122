import { randomUUID } from 'node:crypto';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { aProfile, operator, person, type TestCredits, testCredits } from '../../support/credits.js';
import { statementsDuring } from '../../support/statements.js';

let credits: TestCredits;
let organizationId: string;
let ada: { id: string; profileId: string };
let boris: { id: string; profileId: string };
beforeAll(async () => {
  credits = await testCredits();
  organizationId = await credits.anOrganization();
  ada = await linked('Ada Lovelace', 'ada@contoso.example');
  boris = await linked('Boris Müller', 'boris@contoso.example');
  await credits.record([
    { profileId: ada.profileId, credentialCode: 'AZ-ADMIN', achievedAt: '2026-03-01T00:00:00.000Z' },
    { profileId: ada.profileId, credentialCode: 'AZ-NET', achievedAt: '2026-04-01T00:00:00.000Z' },
    { profileId: ada.profileId, credentialCode: 'M365-FUND', achievedAt: '2024-04-01T00:00:00.000Z' },
    { profileId: boris.profileId, credentialCode: 'AZ-ADMIN', achievedAt: '2026-02-01T00:00:00.000Z' },
    { profileId: boris.profileId, credentialCode: 'AZ-ARCH', achievedAt: '2025-07-01T00:00:00.000Z' },
    { profileId: boris.profileId, credentialCode: 'AZ-DS', achievedAt: '2026-06-20T00:00:00.000Z' },
    { profileId: boris.profileId, credentialCode: 'APL-7008', achievedAt: '2026-05-01T00:00:00.000Z' },
  ]);
  await credits.allCounted();
});
afterAll(async () => credits.stop());

async function linked(displayName: string, email: string): Promise<{ id: string; profileId: string }> {
  const user = await credits.aUser(organizationId, { displayName, email });
  const { profileId } = await credits.aLink(user);
  return { id: user.id, profileId };
}

type Node = {
  id: string;
  state: string;
  reasons: string[];
  personRef: string;
  person: { id: string } | null;
  achievement: { credential: { code: string }; expiresOn: string | null; status: string };
  contributesTo: {
    designation: string;
    metric: string;
    step: number;
    points: number;
    pointsExact: string;
    reason: string | null;
  }[];
};
type Connection = {
  nodes: Node[];
  totalCount: number | null;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
};

const FIELDS = `nodes { id state reasons personRef person { id } achievement { credential { code } expiresOn status }
  contributesTo { designation metric step points pointsExact reason } } totalCount pageInfo { hasNextPage endCursor }`;

const viewer = () => person(randomUUID(), organizationId, ['REPORT_VIEWER']);
const partnerAdmin = () => person(randomUUID(), organizationId, ['PARTNER_ADMIN']);

async function list(args: string, caller = partnerAdmin()): Promise<Connection> {
  const data = expectNoErrors(
    await credits.entity('Organization', organizationId, `credits(${args}) { ${FIELDS} }`, caller),
  );
  return data._entities[0]?.credits as never;
}

const codes = ({ nodes }: Connection) => nodes.map(({ achievement }) => achievement.credential.code);

it('shows what counts, what does not and why', async () => {
  const { nodes, totalCount } = await list('first: 100');
  const byCode = Object.fromEntries(
    nodes.map(({ achievement, personRef, state, reasons }) => [
      `${achievement.credential.code} ${personRef === nodes[0]?.personRef ? 'B' : 'A'}`,
      [state, reasons],
    ]),
  );
  expect(totalCount).toBe(7);
  expect(byCode).toEqual({
    'AZ-ADMIN A': ['COUNTED', ['CAP_REACHED']],
    'AZ-NET A': ['COUNTED', []],
    'M365-FUND A': ['COUNTED', []],
    'AZ-ADMIN B': ['COUNTED', ['CAP_REACHED']],
    'AZ-ARCH B': ['NOT_COUNTED', ['EXPIRED']],
    'AZ-DS B': ['NOT_COUNTED', ['RETIRED']],
    'APL-7008 B': ['NOT_COUNTED', ['NOT_IN_ANY_REQUIREMENT']],
  });
});

it('traces every point to its requirement, and gives a reason for every credit without points', async () => {
  const { nodes } = await list('first: 1, filter: { credentialCode: ["AZ-NET"] }');
  expect(nodes[0]?.contributesTo).toEqual([
    { designation: 'infrastructure', metric: 'intermediate', step: 2, points: 4, pointsExact: '4', reason: null },
  ]);
  const expired = await list('first: 1, filter: { credentialCode: ["AZ-ARCH"] }');
  expect(expired.nodes[0]?.contributesTo.map(({ points, reason }) => [points, reason])).toEqual(
    Array.from({ length: 3 }, () => [0, 'EXPIRED']),
  );
});

it.each(['PENDING', 'COUNTED', 'NOT_COUNTED', 'DROP_SCHEDULED', 'DROPPED'])(
  'filters by the state %s exactly the credits that show it',
  async (state) => {
    const all = await list('first: 100');
    const filtered = await list(`first: 100, filter: { state: [${state}] }`);
    expect(filtered.nodes.map(({ id }) => id)).toEqual(
      all.nodes.filter((node) => node.state === state).map(({ id }) => id),
    );
    expect(filtered.totalCount).toBe(filtered.nodes.length);
  },
);

it.each<[string, string[]]>([
  ['ACHIEVED_AT_DESC', ['AZ-DS', 'APL-7008', 'AZ-NET', 'AZ-ADMIN', 'AZ-ADMIN', 'AZ-ARCH', 'M365-FUND']],
  ['ACHIEVED_AT_ASC', ['M365-FUND', 'AZ-ARCH', 'AZ-ADMIN', 'AZ-ADMIN', 'AZ-NET', 'APL-7008', 'AZ-DS']],
  ['CREDENTIAL_ASC', ['APL-7008', 'AZ-ADMIN', 'AZ-ADMIN', 'AZ-ARCH', 'AZ-DS', 'AZ-NET', 'M365-FUND']],
])('sorts by %s', async (order, expected) => {
  expect(codes(await list(`first: 100, orderBy: ${order}`))).toEqual(expected);
});

it('sorts by expiry with credentials without an expiry last', async () => {
  const { nodes } = await list('first: 100, orderBy: EXPIRES_ON_ASC');
  const days = nodes.map(({ achievement }) => achievement.expiresOn);
  expect(days).toEqual([...days.filter((day) => day !== null).sort(), null, null]);
});

it.each(['ACHIEVED_AT_DESC', 'ACHIEVED_AT_ASC', 'EXPIRES_ON_ASC', 'CREDENTIAL_ASC', 'PERSON_ASC'])(
  'pages through %s two at a time without gap or repetition, with and without names',
  async (orderBy) => {
    for (const caller of [partnerAdmin(), viewer()]) {
      const whole = (await list(`first: 100, orderBy: ${orderBy}`, caller)).nodes.map(({ id }) => id);
      const seen: string[] = [];
      let after = '';
      for (let more = true; more; ) {
        const page = await list(`first: 2, orderBy: ${orderBy}${after}`, caller);
        seen.push(...page.nodes.map(({ id }) => id));
        more = page.pageInfo.hasNextPage;
        after = `, after: "${page.pageInfo.endCursor}"`;
      }
      expect(seen).toEqual(whole);
    }
  },
);

it('sorts people by name for callers who see names, by personRef for others', async () => {
  const named = await list('first: 100, orderBy: PERSON_ASC');
  expect([...new Set(named.nodes.map((node) => node.person?.id))]).toEqual([ada.id, boris.id]);
  const nameless = await list('first: 100, orderBy: PERSON_ASC', viewer());
  const refs = nameless.nodes.map(({ personRef }) => personRef);
  expect(refs).toEqual([...refs].sort());
});

it('finds credentials by code, title and exam code, and people by name and address for callers who see names', async () => {
  expect(codes(await list('first: 100, filter: { search: "az-700" }'))).toEqual(['AZ-NET']);
  expect(codes(await list('first: 100, filter: { search: "Network" }'))).toEqual(['AZ-NET']);
  expect(codes(await list('first: 100, filter: { search: "BORIS@" }'))).toHaveLength(4);
  expect((await list('first: 100, filter: { search: "müller" }')).nodes).toHaveLength(4);
});

it.each([
  ['search: "lovelace"', 3],
  ['search: "müller"', 4],
  ['search: "o"', 7],
  ['search: "az-net"', 1],
  ['search: "lovelace", credentialCode: ["AZ-NET", "AZ-DS"]', 1],
  ['search: "boris", state: [NOT_COUNTED]', 3],
  ['search: "boris", state: [NOT_COUNTED], reason: [EXPIRED]', 1],
  ['search: "boris", reason: [CAP_REACHED]', null],
  ['search: "100%"', 0],
])('counts what the filter %s finds: %j', async (filter, total) => {
  const page = await list(`first: 1, filter: { ${filter} }`);
  expect(page.totalCount).toBe(total);
  if (total === null) return;
  expect((await list(`first: 100, filter: { ${filter} }`)).nodes).toHaveLength(total);
});

it('counts a search exactly up to 10,000 credits, and returns null above', async () => {
  const crowd = await credits.anOrganization();
  const user = await credits.aUser(crowd, { displayName: 'Grace Hopper' });
  const { profileId } = await credits.aLink(user);
  await credits.record([{ profileId, credentialCode: 'AZ-NET', achievedAt: '2026-04-01T00:00:00.000Z' }]);
  await credits.allCounted();
  await credits.sql(
    `WITH copy AS (
       INSERT INTO credits.achievement (source, profile_id, credential_code, achieved_at, recorded_at, rules_version)
       SELECT source, profile_id, CASE n WHEN 1 THEN 'AZ-ADMIN' ELSE credential_code END, achieved_at, recorded_at, rules_version
       FROM credits.achievement, generate_series(1, 10000) AS n WHERE profile_id = $1 RETURNING *)
     INSERT INTO credits.credit (achievement_id, organization_id, association_id, user_id, person_ref, credential_code,
       achieved_at, expires_on, associated_at, expected_by, counted_at)
     SELECT copy.id, told.organization_id, told.association_id, told.user_id, told.person_ref, copy.credential_code,
       told.achieved_at, told.expires_on, told.associated_at, told.expected_by, told.counted_at
     FROM credits.credit told, copy WHERE told.organization_id = $2`,
    [profileId, crowd],
  );
  const total = async (filter: string) => {
    const fields = `credits(first: 1, filter: { ${filter} }) { totalCount }`;
    const data = expectNoErrors(await credits.entity('Organization', crowd, fields));
    return (data._entities[0] as unknown as { credits: { totalCount: number | null } }).credits.totalCount;
  };
  expect(await total('search: "hopper", credentialCode: ["AZ-NET"]')).toBe(10_000);
  expect(await total('search: "az-net"')).toBe(10_000);
  expect(await total('search: "hopper"')).toBeNull();
  expect(await total('search: "lovelace"')).toBe(0);
  expect(await total('search: ""')).toBe(10_001);
});

it('counts for callers without names the matches among credentials', async () => {
  expect((await list('first: 1, filter: { search: "boris" }', viewer())).totalCount).toBe(0);
  expect((await list('first: 1, filter: { search: "az-admin" }', viewer())).totalCount).toBe(2);
});

it('gives callers without names no person, no search by person and no filter by person', async () => {
  const { nodes } = await list('first: 100', viewer());
  expect(nodes.map((node) => node.person)).toEqual(nodes.map(() => null));
  expect((await list('first: 100, filter: { search: "boris" }', viewer())).nodes).toEqual([]);
  expect(codes(await list('first: 100, filter: { search: "Network" }', viewer()))).toEqual(['AZ-NET']);
  const field = `credits(first: 1, filter: { personId: "${ada.id}" }) { totalCount }`;
  expect(errorCode(await credits.entity('Organization', organizationId, field, viewer()))).toBe('BAD_USER_INPUT');
});

it('filters by person, kind and expiry', async () => {
  expect((await list(`first: 100, filter: { personId: "${ada.id}" }`)).totalCount).toBe(3);
  expect((await list('first: 100, filter: { personId: "no-id" }')).totalCount).toBe(0);
  expect(codes(await list('first: 100, filter: { kind: [APPLIED_SKILL] }'))).toEqual(['APL-7008']);
  expect(codes(await list('first: 100, filter: { expiresBefore: "2026-07-02" }'))).toEqual(['AZ-ARCH']);
});

it.each([
  ['first: 0'],
  ['first: 101'],
  ['first: 1, after: "nonsense"'],
  ['first: 1, filter: { search: "a\\u0000" }'],
  [`first: 1, filter: { search: "${'x'.repeat(201)}" }`],
  [`first: 1, filter: { credentialCode: [${Array.from({ length: 201 }, () => '"IAM"').join()}] }`],
])('rejects %s with BAD_USER_INPUT', async (args) => {
  const answer = await credits.entity('Organization', organizationId, `credits(${args}) { totalCount }`);
  expect(errorCode(answer)).toBe('BAD_USER_INPUT');
});

it('rejects a cursor of another order or organization', async () => {
  const { pageInfo } = await list('first: 1');
  const other = await credits.anOrganization();
  for (const [id, args] of [
    [organizationId, `first: 1, orderBy: ACHIEVED_AT_ASC, after: "${pageInfo.endCursor}"`],
    [other, `first: 1, after: "${pageInfo.endCursor}"`],
  ] as const) {
    expect(errorCode(await credits.entity('Organization', id, `credits(${args}) { totalCount }`))).toBe(
      'BAD_USER_INPUT',
    );
  }
});

it('shows nothing of one organization to another', async () => {
  const other = await credits.anOrganization();
  const stranger = person(randomUUID(), other, ['GLOBAL_ADMIN']);
  const answer = await credits.entity('Organization', organizationId, 'credits(first: 1) { totalCount }', stranger);
  expect(answer.data?._entities).toEqual([null]);
});

it('returns null for an unknown or invalid id', async () => {
  const fields = 'credits(first: 1) { totalCount } designations { code score }';
  for (const id of ['no-id', '', "'; DROP TABLE credit; --", 'x'.repeat(10_000)]) {
    expect(expectNoErrors(await credits.entity('Organization', id, fields))._entities).toEqual([null]);
  }
  const answer = expectNoErrors(await credits.entity('Organization', randomUUID(), fields));
  expect(answer._entities).toMatchObject([{ credits: { totalCount: 0 } }]);
});

it('needs three statements for a page of a hundred with all fields, and one for the total', async () => {
  const crowd = await credits.anOrganization();
  const profiles = Array.from({ length: 12 }, aProfile);
  for (const profileId of profiles) await credits.aLink(await credits.aUser(crowd), { profileId });
  const codesOf = ['AZ-ADMIN', 'AZ-ARCH', 'AZ-NET', 'AZ-DEVOPS', 'PBI-DA', 'IAM', 'SEC-OPS', 'AVD', 'AZ-SAP'];
  await credits.record(
    profiles.flatMap((profileId) =>
      codesOf.map((credentialCode) => ({ profileId, credentialCode, achievedAt: '2026-03-01T00:00:00.000Z' })),
    ),
  );
  await credits.allCounted();
  const names = await statementsDuring(async () => {
    const data = expectNoErrors(
      await credits.entity('Organization', crowd, `credits(first: 100) { ${FIELDS} }`, operator('reports:read.pii')),
    );
    expect(data._entities).toMatchObject([{ credits: { totalCount: 108, pageInfo: { hasNextPage: true } } }]);
  });
  expect(names.sort()).toEqual([
    'count-credits-of-organization',
    'credits-of-organization-ACHIEVED_AT_DESC-101',
    'holdings-on-first-10',
    'score-facts',
  ]);
});
