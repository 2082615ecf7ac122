import { randomUUID } from 'node:crypto';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { AUDITOR, machine, operator, person, type TestCredits, testCredits } from '../../support/credits.js';
import {
  announceDeparture,
  askReport,
  type Connection,
  holder,
  published,
  ROWS,
} from '../../support/skills-reports.js';

let credits: TestCredits;
let organizationId: string;
let other: string;
beforeAll(async () => {
  credits = await testCredits({ now: '2026-08-01T00:00:00.000Z' });
  organizationId = await credits.anOrganization();
  other = await credits.anOrganization();
  await holder(credits, organizationId, { IAM: '2026-02-01', 'AZ-ADMIN': '2025-09-15' }, { name: 'Zoë Ångström' });
  await holder(credits, organizationId, { IAM: '2026-03-01', 'M365-FUND': '2021-01-01' }, { name: 'ada lovelace' });
  await holder(credits, organizationId, { 'AZ-NET': '2026-03-01', IAM: '2025-10-20' }, { name: 'Grace Hopper' });
  const university = { name: 'Alan Turing', source: 'PARTNER_UNIVERSITY', profileId: 'pu-turing' };
  await holder(credits, organizationId, { 'ASSESS:TEAMS-MTR': '2026-04-01' }, university);
  const leaver = await holder(credits, organizationId, { IAM: '2026-01-01' }, { name: '100%_Leaver\\' });
  await holder(credits, other, { IAM: '2026-02-01' }, { name: 'Foreign Person' });
  await announceDeparture(credits, leaver.user, {
    at: '2026-08-05T00:00:00.000Z',
    leavesReportAt: '2026-09-10T00:00:00.000Z',
  });
  credits.clock.set('2026-08-10T00:00:00.000Z');
  await published(credits, organizationId, '2026-08');
  await published(credits, other, '2026-08');
});
afterAll(async () => credits.stop());

async function rows(args: string, caller: Caller = AUDITOR, of = organizationId): Promise<Connection> {
  const answer = await askReport(credits, of, { fields: `rows(${args}) { ${ROWS} }`, caller });
  const [shownOf] = expectNoErrors(answer)._entities as unknown as [{ skillsReport: { rows: Connection } }];
  return shownOf.skillsReport.rows;
}
const refusal = async (args: string, caller: Caller = AUDITOR) =>
  errorCode(await askReport(credits, organizationId, { fields: `rows(${args}) { ${ROWS} }`, caller }));
const shown = ({ nodes }: Connection) => nodes.map((row) => `${row.personName} ${row.credential.code}`);
const viewer = (): Caller => person(randomUUID(), organizationId, ['REPORT_VIEWER']);

const EVERYTHING = [
  '100%_Leaver\\ IAM',
  'ada lovelace IAM',
  'ada lovelace M365-FUND',
  'Alan Turing ASSESS:TEAMS-MTR',
  'Grace Hopper AZ-NET',
  'Grace Hopper IAM',
  'Zoë Ångström AZ-ADMIN',
  'Zoë Ångström IAM',
];

/** The sort columns of each order; rows that never expire come last. */
const ORDERS: [order: string, by: (row: Connection['nodes'][number]) => string][] = [
  ['PERSON_ASC', ({ personName }) => String(personName).toLowerCase()],
  ['CREDENTIAL_ASC', ({ credential }) => credential.code],
  ['ACHIEVED_AT_DESC', ({ achievedAt }) => String(-Date.parse(achievedAt) + 1e14)],
  ['EXPIRES_ON_ASC', ({ expiresOn }) => expiresOn ?? '9999'],
];

it('is sorted by person, ignoring case, by default', async () => {
  const list = await rows('first: 100');
  expect(shown(list)).toEqual(EVERYTHING);
  expect(list).toMatchObject({ totalCount: 8, pageInfo: { hasNextPage: false } });
});

it.each(ORDERS)('%s goes through every row once, page by page, in its order', async (order, by) => {
  const whole = await rows(`first: 100, orderBy: ${order}`);
  expect([...shown(whole)].sort()).toEqual([...EVERYTHING].sort());
  const keys = whole.nodes.map(by);
  expect(keys).toEqual([...keys].sort());
  for (const size of [1, 3]) {
    const paged: Connection['nodes'] = [];
    let after: string | null = null;
    do {
      const page: Connection = await rows(`first: ${size}, orderBy: ${order}${after ? `, after: "${after}"` : ''}`);
      expect(page.totalCount).toBe(8);
      paged.push(...page.nodes);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(paged).toEqual(whole.nodes);
  }
});

const IAM = EVERYTHING.filter((row) => row.endsWith(' IAM'));
const FILTERS: [filter: string, expected: string[]][] = [
  ['{}', EVERYTHING],
  ['{ credentialCode: [] }', EVERYTHING],
  ['{ credentialCode: ["IAM"] }', IAM],
  ['{ credentialCode: ["M365-FUND", "AZ-NET"] }', ['ada lovelace M365-FUND', 'Grace Hopper AZ-NET']],
  ['{ kind: [ASSESSMENT] }', ['Alan Turing ASSESS:TEAMS-MTR']],
  ['{ kind: [ASSESSMENT], credentialCode: ["IAM"] }', []],
  ['{ relevantTo: "security" }', IAM],
  ['{ leaving: true }', ['100%_Leaver\\ IAM']],
  ['{ leaving: false, credentialCode: ["IAM"] }', IAM.slice(1)],
  ['{ expiresBefore: "2026-10-20" }', ['Zoë Ångström AZ-ADMIN']],
  ['{ expiresBefore: "2026-10-21" }', ['Grace Hopper IAM', 'Zoë Ångström AZ-ADMIN']],
  ['{ expiresBefore: "2026-10-21", credentialCode: ["IAM"] }', ['Grace Hopper IAM']],
  ['{ expiresBefore: "2020-01-01" }', []],
  ['{ leaving: true, expiresBefore: "2026-12-31" }', []],
];

describe.each(FILTERS)('filter %s', (filter, expected) => {
  it.each(ORDERS)('finds the same rows in the order %s, and counts them', async (orderBy) => {
    const list = await rows(`first: 100, filter: ${filter}, orderBy: ${orderBy}`);
    expect([...shown(list)].sort()).toEqual([...expected].sort());
    expect(list.totalCount).toBe(expected.length);
    const [first] = list.edges;
    if (!first) return;
    const rest = await rows(`first: 100, after: "${first.cursor}", filter: ${filter}, orderBy: ${orderBy}`);
    expect(rest.nodes).toEqual(list.nodes.slice(1));
  });
});

const SEARCHES: [search: string, expected: string[]][] = [
  ['LOVELACE', ['ada lovelace IAM', 'ada lovelace M365-FUND']],
  ['ångström', ['Zoë Ångström AZ-ADMIN', 'Zoë Ångström IAM']],
  ['ÅNG', ['Zoë Ångström AZ-ADMIN', 'Zoë Ångström IAM']],
  ['a', EVERYTHING],
  ['0%_l', ['100%_Leaver\\ IAM']],
  ['%', ['100%_Leaver\\ IAM']],
  ['r\\', ['100%_Leaver\\ IAM']],
  ['contoso.example', EVERYTHING],
  ['az-net', ['Grace Hopper AZ-NET']],
  ['Foreign', []],
  ['', EVERYTHING],
];

it.each(SEARCHES)(
  'search %j looks at names, addresses and credentials of this organization, in every order',
  async (search, expected) => {
    for (const [orderBy] of ORDERS) {
      const list = await rows(`first: 100, filter: { search: ${JSON.stringify(search)} }, orderBy: ${orderBy}`);
      expect([...shown(list)].sort()).toEqual([...expected].sort());
      expect(list.totalCount).toBe(expected.length);
      const [first] = list.edges;
      if (!first) continue;
      const after = `after: "${first.cursor}", filter: { search: ${JSON.stringify(search)} }, orderBy: ${orderBy}`;
      expect((await rows(`first: 100, ${after}`)).nodes).toEqual(list.nodes.slice(1));
    }
    const narrowed = await rows(
      `first: 100, filter: { search: ${JSON.stringify(search)}, credentialCode: ["IAM"], leaving: false }`,
    );
    const leaver = (row: string) => row.startsWith('100%');
    expect(shown(narrowed)).toEqual(expected.filter((row) => row.endsWith(' IAM') && !leaver(row)));
    expect(narrowed.totalCount).toBe(narrowed.nodes.length);
  },
);

it('without names identifies no person, sorts by personRef and searches credentials only', async () => {
  for (const caller of [viewer(), machine(organizationId, 'reports:read'), operator('reports:read')]) {
    const list = await rows('first: 100', caller);
    expect(list.nodes).toHaveLength(8);
    for (const row of list.nodes) {
      expect(row).toMatchObject({ person: null, personName: null, email: null, profileId: null });
    }
    const refs = list.nodes.map(({ personRef }) => personRef);
    expect(refs).toEqual([...refs].sort());
    const [first] = list.edges;
    expect((await rows(`first: 100, after: "${first?.cursor}"`, caller)).nodes).toEqual(list.nodes.slice(1));
    for (const name of ['lovelace', 'contoso.example', list.nodes[0]?.personRef]) {
      expect((await rows(`first: 9, filter: { search: "${name}" }`, caller)).nodes).toEqual([]);
    }
    const found = await rows('first: 100, filter: { search: "az-net" }', caller);
    expect(found.nodes).toMatchObject([{ credential: { code: 'AZ-NET' }, personName: null }]);
    expect(found.totalCount).toBe(1);
    for (const order of ['CREDENTIAL_ASC', 'ACHIEVED_AT_DESC', 'EXPIRES_ON_ASC']) {
      expect(
        (await rows(`first: 100, filter: { credentialCode: ["IAM"] }, orderBy: ${order}`, caller)).totalCount,
      ).toBe(4);
    }
  }
});

it('counts a search exactly up to 10,000 rows, and returns null beyond', async () => {
  const crowd = await credits.anOrganization();
  // 5,002 people with two rows each, except the last two: one has one row, one matches no search.
  for (const [table, columns, values] of [
    ['skills_report_credential', 'credential_code, kind, relevant_to, people', "'IAM', 'CERTIFICATION', '{}', 5002"],
    ['skills_report_credential', 'credential_code, kind, relevant_to, people', "'AZ-NET', 'CERTIFICATION', '{}', 5001"],
    [
      'skills_report_person',
      'person_no, person_ref, user_id, display_name, leaving, first_row, last_row',
      "n, n, gen_random_uuid(), CASE n WHEN 5002 THEN 'Last' ELSE 'Member ' || n END, n = 5001, 2 * n - 1, 2 * n FROM generate_series(1, 5002) AS n",
    ],
    [
      'skills_report_row',
      'row_no, ref_no, achieved_no, expiry_no, person_no, leaving, source, credential_code, achieved_at, expires_on, associated_since',
      `n, n, n, n, (n + 1) / 2, (n + 1) / 2 = 5001, 'MICROSOFT_LEARN', CASE n % 2 WHEN 0 THEN 'IAM' ELSE 'AZ-NET' END,
         TIMESTAMPTZ '2026-01-01 00:00Z', DATE '2027-01-01', TIMESTAMPTZ '2026-01-01 00:00Z' FROM generate_series(1, 10003) AS n`,
    ],
    [
      'skills_report_count',
      'credential_code, leaving, expires_on, rows',
      "code, leaving, DATE '2027-01-01', rows FROM (VALUES ('IAM', true, 1), ('IAM', false, 5000), ('AZ-NET', true, 1), ('AZ-NET', false, 5001)) AS kept (code, leaving, rows)",
    ],
    [
      'skills_report',
      'as_of, published_at, people, credentials, certifications, assessments, expiring_within_90_days, leaving, designations',
      "as_of, published_at, 5002, 10003, 10003, 0, 0, 1, designations FROM credits.skills_report WHERE organization_id = '$2'",
    ],
  ]) {
    const of = String(values).replace('$2', organizationId);
    await credits.sql(
      `INSERT INTO credits.${table} (organization_id, month, ${columns}) SELECT $1::uuid, DATE '2026-08-01', ${of}`,
      [crowd],
    );
  }
  const total = async (filter: string) => (await rows(`first: 1, filter: { ${filter} }`, AUDITOR, crowd)).totalCount;
  expect(await total('search: "member"')).toBeNull();
  expect(await total('search: "member", leaving: false')).toBe(10_000);
  expect(await total('search: "member", credentialCode: ["IAM"]')).toBe(5_001);
  expect(await total('search: "member", leaving: true, expiresBefore: "2027-01-02"')).toBe(2);
  expect(await total('search: "az-net"')).toBe(5_002);
  expect(await total('search: "member 50"')).toBe(2 * (1 + 10 + 2));
  expect(await total('search: ""')).toBe(10_003);
});

it('uses the same personRef for every caller, and as in the list of credits', async () => {
  const named = (await rows('first: 100')).nodes;
  const nameless = (await rows('first: 100', viewer())).nodes;
  const byId = new Map(nameless.map((row) => [row.id, row.personRef]));
  expect(named.map(({ id }) => byId.get(id))).toEqual(named.map(({ personRef }) => personRef));
  const fields = 'credits(first: 100) { nodes { personRef person { id } } }';
  const [answer] = expectNoErrors(await credits.entity('Organization', organizationId, fields))._entities;
  const { nodes } = (answer as unknown as { credits: { nodes: { personRef: string; person: { id: string } }[] } })
    .credits;
  const refOf = new Map(nodes.map((credit) => [credit.person.id, credit.personRef]));
  expect(named.map((row) => refOf.get(row.person?.id ?? ''))).toEqual(named.map(({ personRef }) => personRef));
});

it('shows Partner University rows with that profile id', async () => {
  const { nodes } = await rows('first: 1, filter: { search: "turing" }');
  expect(nodes).toMatchObject([
    { source: 'PARTNER_UNIVERSITY', profileId: 'pu-turing', credential: { kind: 'ASSESSMENT' } },
  ]);
});

it('rejects pages without items, cursors of another list, order, organization or caller, and endless conditions', async () => {
  const { edges } = await rows('first: 2');
  const cursor = edges[0]?.cursor;
  const elsewhere = (await rows('first: 1', AUDITOR, other)).edges[0]?.cursor;
  for (const args of [
    'first: 0',
    'first: 101',
    'first: -1',
    'first: 1, after: "nonsense"',
    `first: 1, after: "${cursor}", orderBy: ACHIEVED_AT_DESC`,
    `first: 1, after: "${elsewhere}"`,
    `first: 1, filter: { credentialCode: ${JSON.stringify(Array(201).fill('IAM'))} }`,
    `first: 1, filter: { search: "${'x'.repeat(201)}" }`,
    'first: 1, filter: { search: "a\\nb" }',
    'first: 1, filter: { expiresBefore: "2026-02-30" }',
  ]) {
    expect(await refusal(args)).toMatch(/^(BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED)$/);
  }
  expect(await refusal(`first: 1, after: "${cursor}"`, viewer())).toBe('BAD_USER_INPUT');
});
