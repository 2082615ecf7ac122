import { randomUUID } from 'node:crypto';
import { associationChanged } from '@app/events/association-changed';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { AUDITOR, machine, person, type TestCredits, testCredits } from '../../support/credits.js';
import { askReport, holder, published, report } from '../../support/skills-reports.js';
import { statementsDuring } from '../../support/statements.js';

let credits: TestCredits;
let organizationId: string;
beforeAll(async () => {
  credits = await testCredits({ now: '2026-06-05T00:00:00.000Z' });
  organizationId = await credits.anOrganization();
  await holder(credits, organizationId, { IAM: '2026-02-01', 'AZ-NET': '2025-07-01' }, { name: 'Stays' });
  const gone = await holder(credits, organizationId, { IAM: '2026-02-01' }, { name: 'Goes' });
  credits.clock.set('2026-06-20T00:00:00.000Z');
  await credits.tell(associationChanged.type, {
    ...gone.association,
    version: 2,
    endedAt: '2026-06-20T00:00:00.000Z',
    endReason: 'REMOVED_BY_USER',
  });
  await holder(credits, organizationId, { 'SEC-OPS': '2026-06-15' }, { name: 'Comes' });
  credits.clock.set('2026-07-20T00:00:00.000Z');
  await published(credits, organizationId, '2026-07');
});
afterAll(async () => credits.stop());

async function ofOrganization(fields: string, caller: Caller = AUDITOR, id = organizationId) {
  return expectNoErrors(await credits.entity('Organization', id, fields, caller))._entities[0] as unknown;
}

it('is the newest by default, otherwise that of the month, and null when there is none', async () => {
  expect((await report(credits, organizationId))?.month).toBe('2026-07');
  expect((await report(credits, organizationId, { month: null }))?.month).toBe('2026-07');
  expect((await report(credits, organizationId, { month: '2026-06' }))?.month).toBe('2026-06');
  for (const month of ['2026-05', '2026-08', '1999-12', '9999-12']) {
    expect(await report(credits, organizationId, { month })).toBeNull();
  }
  expect(await report(credits, randomUUID())).toBeNull();
});

it('rejects an invalid month', async () => {
  for (const month of ['2026-13', '2026-00', '2026-7', '2026', '2026-07-10', 'July', '', '\u0000']) {
    expect(errorCode(await askReport(credits, organizationId, { month }))).toMatch(
      /BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED/,
    );
    const query = `query ($of: [_Any!]!, $month: YearMonth) { _entities(representations: $of) {
      ... on Organization { skillsReport(month: $month) { id } } } }`;
    const of = [{ __typename: 'Organization', id: organizationId }];
    expect(errorCode(await (await credits.as(AUDITOR)).execute(query, { of, month }))).toBe('BAD_USER_INPUT');
  }
});

it('lists the reports, newest first, page by page', async () => {
  const list = async (args: string, caller: Caller = AUDITOR) => {
    const fields = `skillsReports(${args}) { totalCount nodes { id month totals { people } } pageInfo { hasNextPage endCursor } }`;
    const answer = (await ofOrganization(fields, caller)) as { skillsReports: List };
    type List = {
      totalCount: number;
      nodes: { id: string; month: string }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
    return answer.skillsReports;
  };
  const single = await Promise.all(
    ['2026-07', '2026-06'].map((month) =>
      report(credits, organizationId, { month, fields: 'id month totals { people }' }),
    ),
  );
  const whole = await list('first: 100');
  expect(whole).toMatchObject({ totalCount: 2, nodes: single, pageInfo: { hasNextPage: false } });
  const first = await list('first: 1');
  expect(first).toMatchObject({ totalCount: 2, nodes: [single[0]], pageInfo: { hasNextPage: true } });
  expect((await list(`first: 1, after: "${first.pageInfo.endCursor}"`)).nodes).toEqual([single[1]]);
  const program = machine(organizationId, 'reports:read');
  expect(await list('first: 1000', program)).toMatchObject({ nodes: single });
  for (const [args, caller] of [
    ['first: 101', AUDITOR],
    ['first: 1001', program],
    ['first: 0', program],
  ] as const) {
    const answer = await credits.entity(
      'Organization',
      organizationId,
      `skillsReports(${args}) { totalCount }`,
      caller,
    );
    expect(errorCode(answer)).toBe('BAD_USER_INPUT');
  }
});

it('returns the history of designations as published, oldest first', async () => {
  const point = 'on score scoreExact required attained skillingPoints title ruleset';
  type Point = { month: string; designation: string; scoreExact: string };
  const history = async (args = '') =>
    (
      (await ofOrganization(`designationHistory${args} { month designation ${point} }`)) as {
        designationHistory: Point[];
      }
    ).designationHistory;
  const expected = await Promise.all(
    ['2026-06', '2026-07'].map(async (month) => {
      const kept = await report(credits, organizationId, { month, fields: `byDesignation { code ${point} }` });
      return (kept?.byDesignation ?? []).map(({ code, ...one }) => ({ month, designation: code, ...one }));
    }),
  );
  expect(await history()).toEqual(expected.flat());
  expect(await history('(months: 1)')).toEqual(expected[1]);
  const security = expected.flat().filter(({ designation }) => designation === 'security');
  expect(security).toHaveLength(2);
  expect(await history('(designation: "security")')).toEqual(security);
  for (const months of [0, 61]) {
    const answer = await credits.entity('Organization', organizationId, `designationHistory(months: ${months}) { on }`);
    expect(errorCode(answer)).toBe('BAD_USER_INPUT');
  }
});

it('lists the months with a report, newest first, and the instant of the next one', async () => {
  expect(await ofOrganization('skillsReportMonths nextReportAt')).toEqual({
    skillsReportMonths: ['2026-07', '2026-06'],
    nextReportAt: '2026-08-10T00:00:00.000Z',
  });
  credits.clock.set('2026-08-09T23:59:59.999Z');
  expect(await ofOrganization('nextReportAt')).toEqual({ nextReportAt: '2026-08-10T00:00:00.000Z' });
  credits.clock.set('2026-08-10T00:00:00.000Z');
  expect(await ofOrganization('nextReportAt')).toEqual({ nextReportAt: '2026-09-10T00:00:00.000Z' });
  credits.clock.set('2023-01-20T00:00:00.000Z');
  expect(await ofOrganization('nextReportAt')).toEqual({ nextReportAt: '2023-10-10T00:00:00.000Z' });
  credits.clock.set('2026-07-20T00:00:00.000Z');
  const empty = await credits.anOrganization();
  expect(await ofOrganization('skillsReportMonths skillsReport { id }', AUDITOR, empty)).toEqual({
    skillsReportMonths: [],
    skillsReport: null,
  });
});

it('counts what was gained and lost since an earlier report, in rows and in people', async () => {
  const newest = await report(credits, organizationId, {
    fields: 'changesSince(month: "2026-06") { gained lost peopleGained peopleLost }',
  });
  expect(newest?.changesSince).toEqual({ gained: 1, lost: 2, peopleGained: 1, peopleLost: 1 });
});

it('compares with the report before it when no month is given', async () => {
  const fields = 'changesSince { since gained lost }';
  const newest = await report(credits, organizationId, { fields });
  expect(newest?.changesSince).toEqual({ since: '2026-06', gained: 1, lost: 2 });
  const first = await askReport(credits, organizationId, { month: '2026-06', fields });
  expect(first.errors?.[0]?.message).toBe('month: there is no report before that of 2026-06.');
});

it('lists the months to compare with when that month has no report, or none before this one', async () => {
  const ask = (month: string, since: string) =>
    askReport(credits, organizationId, { month, fields: `changesSince(month: "${since}") { gained }` });
  for (const since of ['2026-05', '2026-07', '2026-08']) {
    const answer = await ask('2026-07', since);
    expect(errorCode(answer)).toBe('BAD_USER_INPUT');
    expect(answer.errors?.[0]?.message).toBe(
      `month: there is no report of ${since} before that of 2026-07. There are: 2026-06.`,
    );
  }
  expect((await ask('2026-06', '2026-05')).errors?.[0]?.message).toBe(
    'month: there is no report before that of 2026-06.',
  );
});

it('counts people by credential, most holders first, and scores designations from its own rows', async () => {
  const [first, second] = await Promise.all(
    ['2026-06', '2026-07'].map((month) => report(credits, organizationId, { month })),
  );
  expect(first?.byCredential).toEqual([
    { credential: { code: 'IAM' }, people: 2 },
    { credential: { code: 'AZ-NET' }, people: 1 },
  ]);
  expect(second?.byCredential.map(({ credential }) => credential.code)).toEqual(['IAM', 'SEC-OPS']);
  const security = second?.byDesignation.find(({ code }) => code === 'security') as unknown as {
    metrics: { code: string; steps: { peopleHave: number; people: string[] }[] }[];
  };
  const steps = security.metrics.flatMap((metric) => metric.steps);
  const refs = new Set(second?.rows.nodes.map(({ personRef }) => personRef));
  expect(steps.length).toBeGreaterThan(0);
  for (const step of steps) {
    expect(step.people).toHaveLength(step.peopleHave);
    for (const one of step.people) expect(refs.has(one)).toBe(true);
  }
  expect(steps.some(({ peopleHave }) => peopleHave > 0)).toBe(true);
});

it('has the designations of the live score of that day', async () => {
  const fields =
    'code ruleset on track score scoreExact attained skillingPoints metrics { code pointsExact steps { step peopleHave people(first: 100) } }';
  const kept = await report(credits, organizationId, { fields: `byDesignation { ${fields} }` });
  const live = await ofOrganization(`designations(on: "2026-07-10") { ${fields} }`);
  expect(kept?.byDesignation).toEqual((live as { designations: unknown }).designations);
});

it('is hidden from every role of another organization', async () => {
  const elsewhere = person(randomUUID(), randomUUID(), ['GLOBAL_ADMIN', 'PARTNER_ADMIN', 'EXECUTIVE_REPORT_VIEWER']);
  const answer = await askReport(credits, organizationId, { caller: elsewhere });
  expect(answer.data?._entities[0] ?? null).toBeNull();
  const anonymous = await askReport(credits, organizationId, { caller: { kind: 'anonymous' } });
  expect(anonymous.data?._entities[0] ?? null).toBeNull();
});

it('reads reports of many organizations in as many statements as of one', async () => {
  const others = await Promise.all([1, 2, 3].map(() => credits.anOrganization()));
  credits.clock.set('2026-08-20T00:00:00.000Z');
  for (const one of [organizationId, ...others]) await published(credits, one, '2026-08');
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Organization { skillsReportMonths
    skillsReport { totals { people } byCredential { people } rows(first: 100, filter: { leaving: false }) { totalCount nodes { id } } } } } }`;
  const auditor = await credits.as(AUDITOR);
  const asked = async (ids: string[]) =>
    statementsDuring(async () => {
      const of = ids.map((id) => ({ __typename: 'Organization', id }));
      expectNoErrors(await auditor.execute(query, { of }));
    });
  const one = await asked([organizationId]);
  expect((await asked([organizationId, ...others])).sort()).toEqual(one.sort());
  expect(one.length).toBeLessThanOrEqual(5);
});
