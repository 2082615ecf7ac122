import { randomUUID } from 'node:crypto';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { machine, operator, person, type TestCredits, testCredits } from '../../support/credits.js';
import { type Vector, vectorsOf } from '../../support/vectors.js';

let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits();
});
afterAll(async () => credits.stop());

const MEASURES = operator('metrics:write');
const PROGRESS = 'code on track score scoreExact attained facts { metric value on } metrics { code pointsExact }';
const RECORD = `mutation ($input: RecordPartnerMetricInput!) { recordPartnerMetric(input: $input) { __typename
  ... on RecordPartnerMetricSuccess { designations { ${PROGRESS} } } ... on UnknownMetricError { message } } }`;
type Progress = {
  code: string;
  track: string;
  scoreExact: string;
  attained: boolean;
  facts: { metric: string; value: number; on: string }[];
  metrics: { code: string; pointsExact: string }[];
};
type Answer = { recordPartnerMetric: { __typename: string; designations?: Progress[]; message?: string } };
type Figure = { metric: string; value: number; on?: string; designation?: string; idempotencyKey?: string };

async function send(organizationId: string, figure: Figure, caller = MEASURES) {
  const input = { organizationId, on: '2026-07-01', ...figure };
  return (await credits.as(caller)).execute<Answer>(RECORD, { input });
}

async function record(organizationId: string, figure: Figure): Promise<Progress[]> {
  const { recordPartnerMetric } = expectNoErrors(await send(organizationId, figure));
  expect(recordPartnerMetric.__typename).toBe('RecordPartnerMetricSuccess');
  return recordPartnerMetric.designations ?? [];
}

async function designation(organizationId: string, code: string, on?: string): Promise<Progress> {
  const fields = `designation(code: "${code}"${on ? `, on: "${on}"` : ''}) { ${PROGRESS} }`;
  return expectNoErrors(await credits.entity('Organization', organizationId, fields))._entities[0]
    ?.designation as never;
}

async function anOrganizationOf(people: Vector['people'], on: string): Promise<string> {
  const organizationId = await credits.anOrganization();
  const earned = new Date(Date.parse(`${on}T00:00:00Z`) - 30 * 86_400_000).toISOString();
  for (const held of Object.values(people ?? {})) {
    const { profileId } = await credits.aLink(await credits.aUser(organizationId));
    const items = held.map((code) => ({ profileId, credentialCode: code as string, achievedAt: earned }));
    expect(await credits.record(items)).toMatchObject({ recorded: held.length });
  }
  await credits.allCounted();
  return organizationId;
}

it.each(vectorsOf('area'))(
  '$id through the API: $title',
  async ({ area, on, people, facts = {}, expect: expected }) => {
    const organizationId = await anOrganizationOf(people, on);
    for (const [name, value] of Object.entries(facts)) {
      const options =
        typeof value === 'string' ? [[name, value]] : Object.entries(value).map(([id, v]) => [`${name}.${id}`, v]);
      for (const [metric = '', figure] of options) await record(organizationId, { metric, value: Number(figure) });
    }
    const shown = await designation(organizationId, area, on);
    expect({
      track: shown.track.toLowerCase(),
      score: shown.scoreExact,
      qualified: shown.attained,
      metrics: Object.fromEntries(shown.metrics.map(({ code, pointsExact }) => [code, pointsExact])),
    }).toMatchObject(expected);
  },
);

const ALL_BUT_SKILLING: Figure[] = [
  { metric: 'totalAcrUsd', value: 1000 },
  { metric: 'netCustomerAdds.customers', value: 2 },
  { metric: 'usageGrowth.growthPercent', value: 10 },
  { metric: 'deployments.services', value: 5 },
];

it('attains a designation with the last point and not before', async () => {
  const people = {
    A: ['AZ-ADMIN', 'AZ-ARCH', 'PBI-DA'],
    B: ['AZ-ADMIN', 'AZ-ARCH', 'COSMOS'],
    C: ['FAB-DE'],
    D: ['SQL-AI'],
    E: ['MLOPS'],
  };
  const organizationId = await anOrganizationOf(people, '2026-07-20');
  for (const figure of ALL_BUT_SKILLING) await record(organizationId, { ...figure, designation: 'data-ai' });
  expect(await designation(organizationId, 'data-ai')).toMatchObject({ scoreExact: '60', attained: false });
  await record(organizationId, { metric: 'usageGrowth.growthPercent', value: 19.99, on: '2026-07-31' });
  expect(await designation(organizationId, 'data-ai')).toMatchObject({ scoreExact: '6999/100', attained: false });
  const [progress] = await record(organizationId, { metric: 'usageGrowth.growthPercent', value: 20, on: '2026-08-01' });
  expect(progress).toMatchObject({ code: 'data-ai', scoreExact: '70', attained: true });
  expect(await designation(organizationId, 'data-ai', '2026-07-31')).toMatchObject({ attained: false });
  // A figure of one designation does not apply to another.
  expect((await designation(organizationId, 'infrastructure')).facts.map(({ metric }) => metric)).toEqual([
    'usageGrowth.growthPercent',
  ]);
});

it('classifies by the figure of the day, and computes both tracks where the rules require it', async () => {
  const organizationId = await anOrganizationOf({ A: ['AZ-ADMIN'], B: ['AZ-ARCH'] }, '2026-07-20');
  await record(organizationId, { metric: 'smbCustomerPercent', value: 80, on: '2026-07-25' });
  await record(organizationId, { metric: 'smbCustomerPercent', value: 79.999, on: '2026-07-28' });
  const tracks = ['2026-07-24', '2026-07-25', '2026-07-27', '2026-07-28'].map(async (on) => {
    const { track, scoreExact } = await designation(organizationId, 'data-ai', on);
    return `${track} ${scoreExact}`;
  });
  expect(await Promise.all(tracks)).toEqual(['ENTERPRISE 0', 'SMB 8', 'SMB 8', 'ENTERPRISE 0']);
  // Security, five customers: 10 of 20 by the enterprise rules; five small ones give all 20 by the rules for small
  // customers.
  const adds = (metric: string, value: number) =>
    record(organizationId, { metric: `netCustomerAdds.${metric}`, value });
  const security = async () => await designation(organizationId, 'security');
  await adds('customers', 5);
  expect(await security()).toMatchObject({ track: 'ENTERPRISE', scoreExact: '10' });
  await adds('customersSmb', 5);
  expect(await security()).toMatchObject({ track: 'SMB', scoreExact: '20' });
  await adds('customers', 10);
  expect(await security()).toMatchObject({ track: 'ENTERPRISE', scoreExact: '20' });
});

it('shows the figures in force, exactly as recorded, and treats a missing one as 0', async () => {
  const organizationId = await credits.anOrganization();
  await record(organizationId, { metric: 'usageGrowth.growthPercent', value: 66.66666666666667, on: '2026-07-01' });
  await record(organizationId, { metric: 'usageGrowth.growthPercent', value: -3.5, on: '2026-07-10' });
  await record(organizationId, { metric: 'usageGrowth.growthPercent', value: 12, on: '2026-09-01' });
  const facts = async (on: string) => (await designation(organizationId, 'data-ai', on)).facts;
  expect(await facts('2026-06-30')).toEqual([]);
  expect(await facts('2026-07-09')).toEqual([
    { metric: 'usageGrowth.growthPercent', value: 66.66666666666667, on: '2026-07-01' },
  ]);
  expect(await facts('2026-08-31')).toEqual([{ metric: 'usageGrowth.growthPercent', value: -3.5, on: '2026-07-10' }]);
  expect(await facts('2026-09-01')).toEqual([{ metric: 'usageGrowth.growthPercent', value: 12, on: '2026-09-01' }]);
});

it('keeps every figure: a correction for the same day holds from then on, a repetition adds nothing', async () => {
  const organizationId = await credits.anOrganization();
  for (const value of [5, 5, 7, 7]) await record(organizationId, { metric: 'largeWorkloads', value });
  expect((await designation(organizationId, 'business-applications')).facts).toMatchObject([{ value: 7 }]);
  const kept = 'SELECT value::float, recorded_by FROM credits.partner_figure WHERE organization_id = $1 ORDER BY id';
  const by = 'operator:operations';
  expect(await credits.sql(kept, [organizationId])).toEqual([5, 7].map((value) => ({ value, recorded_by: by })));
});

it('of figures for one and for all designations the last recorded one holds, also when it repeats an earlier one', async () => {
  const organizationId = await credits.anOrganization();
  const shown = async () => {
    const codes = ['data-ai', 'infrastructure'];
    const facts = await Promise.all(codes.map(async (code) => (await designation(organizationId, code)).facts));
    return facts.map(([fact]) => fact?.value);
  };
  const metric = 'usageGrowth.growthPercent';
  await record(organizationId, { metric, value: 5 });
  await record(organizationId, { metric, value: 15, designation: 'data-ai' });
  expect(await shown()).toEqual([15, 5]);
  await record(organizationId, { metric, value: 5 });
  expect(await shown()).toEqual([5, 5]);
  await record(organizationId, { metric, value: 7, designation: 'data-ai' });
  await record(organizationId, { metric, value: 7 });
  expect(await shown()).toEqual([7, 7]);
});

it('records once for one idempotency key, also ten times concurrently', async () => {
  const organizationId = await credits.anOrganization();
  const figure = { metric: 'largeWorkloads', value: 5, idempotencyKey: randomUUID() };
  const answers = await Promise.all(Array.from({ length: 10 }, () => send(organizationId, figure)));
  for (const answer of answers)
    expect(expectNoErrors(answer)).toEqual(expectNoErrors(answers[0] as (typeof answers)[0]));
  const count = 'SELECT count(*)::integer FROM credits.partner_figure WHERE organization_id = $1';
  expect(await credits.sql(count, [organizationId])).toEqual([{ count: 1 }]);
  expect(errorCode(await send(organizationId, { ...figure, value: 6 }))).toBe('IDEMPOTENCY_KEY_REUSED');
});

it.each([
  ['a figure of no rule set', { metric: 'coffee' }],
  ['a metric that counts people', { metric: 'intermediate' }],
  ['a metric without its option', { metric: 'usageGrowth' }],
  ['a designation that does not use it', { metric: 'largeWorkloads', designation: 'security' }],
  ['a designation that does not exist', { metric: 'totalAcrUsd', designation: 'cheese' }],
])('rejects %s', async (_what, figure) => {
  const organizationId = await credits.anOrganization();
  const { recordPartnerMetric } = expectNoErrors(await send(organizationId, { value: 1, ...figure }));
  // The message lists the existing figures, or the designations that use this one.
  const message = expect.stringMatching(/There are: .*\btotalAcrUsd\b|These do: .*\b(business-applications|data-ai)\b/);
  expect(recordPartnerMetric).toEqual({ __typename: 'UnknownMetricError', message });
});

it.each([
  ['a figure beyond all measure', { value: 1e16 }],
  ['a figure too small to mean anything', { value: 1e-13 }],
  ['a day that does not exist', { on: '2026-02-30' }],
  ['an empty idempotency key', { idempotencyKey: '' }],
])('rejects %s as bad input', async (_what, figure) => {
  const organizationId = await credits.anOrganization();
  expect(errorCode(await send(organizationId, { metric: 'totalAcrUsd', value: 1, ...figure }))).toBe('BAD_USER_INPUT');
});

it.each([[randomUUID()], ['no-id']])('rejects an unknown organization as bad input', async (organizationId) => {
  expect(errorCode(await send(organizationId, { metric: 'totalAcrUsd', value: 1 }))).toBe('BAD_USER_INPUT');
});

it('requires a platform client with metrics:write, and shows it only its answer', async () => {
  const organizationId = await credits.anOrganization();
  const figure = { metric: 'totalAcrUsd', value: 1 };
  for (const caller of [
    machine(organizationId, 'metrics:write'),
    operator('achievements:write', 'reports:read.pii'),
    person(randomUUID(), organizationId, ['GLOBAL_ADMIN']),
  ]) {
    expect(errorCode(await send(organizationId, figure, caller))).toBe('FORBIDDEN');
  }
  expect(errorCode(await credits.entity('Organization', organizationId, 'designations { code }', MEASURES))).toBe(
    'FORBIDDEN',
  );
});
