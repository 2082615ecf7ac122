import { randomUUID } from 'node:crypto';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { type GraphQLArgument, type GraphQLInputField, getNamedType, isInputObjectType, isObjectType } from 'graphql';
import { creditsSubgraph } from '../../../src/subgraph.js';
import { AUDITOR, FEED, operator, person, type TestCredits, testCredits } from '../../support/credits.js';
import { askReport, holder, published } from '../../support/skills-reports.js';

let credits: TestCredits;
let organizationId: string;
beforeAll(async () => {
  credits = await testCredits({ now: '2026-08-01T00:00:00.000Z' });
  organizationId = await credits.anOrganization();
  await holder(credits, organizationId, { IAM: '2026-02-01', 'AZ-ADMIN': '2026-02-01' });
  await holder(credits, organizationId, { 'AZ-ADMIN': '2026-03-01' }, { name: 'Grace Hopper' });
  await credits.allCounted();
  for (const designation of [null, 'security']) await recordFigure(3, designation);
  credits.clock.set('2026-08-10T00:00:00.000Z');
  await published(credits, organizationId, '2026-08');
  await recordFigure(4, null);
});
afterAll(async () => credits.stop());

async function recordFigure(value: number, designation: string | null) {
  const input = { organizationId, designation, metric: 'netCustomerAdds.customers', value, on: '2026-07-01' };
  const mutation = `mutation ($input: RecordPartnerMetricInput!) { recordPartnerMetric(input: $input) { __typename } }`;
  expectNoErrors(await (await credits.as(operator('metrics:write'))).execute(mutation, { input }));
}
async function ask(fields: string, caller = AUDITOR) {
  const data = expectNoErrors(await credits.entity('Organization', organizationId, fields, caller));
  return data._entities[0] as unknown as Record<string, never>;
}
const refused = async (fields: string) =>
  errorCode(await credits.entity('Organization', organizationId, fields)) ?? 'accepted';
const refusedOfReport = async (rows: string) =>
  errorCode(await askReport(credits, organizationId, { fields: `rows(first: 1, ${rows}) { totalCount }` })) ??
  'accepted';
async function typed(input: Record<string, unknown>) {
  const figure = { organizationId, metric: 'totalAcrUsd', value: 1, on: '2026-07-01', ...input };
  const mutation = `mutation ($input: RecordPartnerMetricInput!) { recordPartnerMetric(input: $input) { __typename } }`;
  const answer = await (await credits.as(operator('metrics:write'))).execute(mutation, { input: figure });
  return expectNoErrors(answer).recordPartnerMetric;
}

it.each([
  ['cheapestPath(designation: "no-such") { personRef }', 'designation'],
  ['cheapestPlan(designations: ["no-such"]) { exams }', 'designations'],
  ['cheapestPlan(designations: []) { exams }', 'designations'],
])('%s is rejected by the name of its argument', async (field, argument) => {
  const answer = await credits.entity('Organization', organizationId, field);
  expect(answer.errors?.[0]?.message).toMatch(new RegExp(`^${argument}: `));
});

/** How to query each input that takes a code with an unknown one. Feeds answer with types of their own. */
const REFUSED = 'BAD_USER_INPUT';
const UNKNOWN: Record<string, [ask: () => Promise<unknown>, answer: unknown]> = {
  'Organization.cheapestPath.designation': [
    () => refused('cheapestPath(designation: "no-such") { personRef }'),
    REFUSED,
  ],
  'Organization.cheapestPlan.designations': [
    () => refused('cheapestPlan(designations: ["security", "no-such"]) { exams }'),
    REFUSED,
  ],
  'Organization.designation.ruleset': [
    () => refused('designation(code: "security", ruleset: "no-such") { code }'),
    REFUSED,
  ],
  'Organization.designations.ruleset': [() => refused('designations(ruleset: "no-such") { code }'), REFUSED],
  'SimulatedFigure.designation': [
    () =>
      refused('simulate(input: { figures: [{ metric: "totalAcrUsd", value: 1, designation: "no-such" }] }) { code }'),
    REFUSED,
  ],
  'SimulatedFigure.metric': [
    () => refused('simulate(input: { figures: [{ metric: "no-such", value: 1 }] }) { code }'),
    REFUSED,
  ],
  'Organization.designation.code': [() => refused('designation(code: "no-such") { code }'), REFUSED],
  'CreditFilter.credentialCode': [
    () => refused('credits(first: 1, filter: { credentialCode: ["IAM", "NO-SUCH"] }) { totalCount }'),
    REFUSED,
  ],
  'Organization.designationHistory.designation': [
    () => refused('designationHistory(designation: "no-such") { on }'),
    REFUSED,
  ],
  'SkillsReportFilter.credentialCode': [() => refusedOfReport('filter: { credentialCode: ["NO-SUCH"] }'), REFUSED],
  'SkillsReportFilter.relevantTo': [() => refusedOfReport('filter: { relevantTo: "no-such" }'), REFUSED],
  'SimulatedHolding.credentialCode': [
    () => refused('simulate(input: { gain: [{ credentialCode: "NO-SUCH" }] }) { code }'),
    REFUSED,
  ],
  'AchievementInput.credentialCode': [
    () => credits.record([{ profileId: '123456', credentialCode: 'NO-SUCH', achievedAt: '2026-01-01T00:00:00Z' }]),
    expect.objectContaining({ recorded: 0, refused: [expect.objectContaining({ index: 0 })] }),
  ],
  'RecordPartnerMetricInput.designation': [
    () => typed({ designation: 'no-such' }),
    { __typename: 'UnknownMetricError' },
  ],
  'RecordPartnerMetricInput.metric': [() => typed({ metric: 'no-such' }), { __typename: 'UnknownMetricError' }],
};
/** Ids of recorded things, not codes of the rule data. */
const NO_CODES = [
  ...['personId', 'personRef', 'newPerson', 'leave', 'organizationId', 'uid', 'id'],
  ...['subject', 'eventId', 'webhookId', 'exportId', 'feedId'],
];

it('lists every input of the API that takes a code', async () => {
  const { schema } = await creditsSubgraph();
  const isCode = ({ name, type }: GraphQLArgument | GraphQLInputField) =>
    getNamedType(type).name === 'ID' && !NO_CODES.includes(name);
  const coordinates = Object.values(schema.getTypeMap())
    .filter(({ name }) => !name.startsWith('_'))
    .flatMap((type) => {
      if (isInputObjectType(type)) {
        const fields = Object.values(type.getFields()).filter(isCode);
        return fields.map(({ name }) => `${type.name}.${name}`);
      }
      if (!isObjectType(type)) return [];
      return Object.values(type.getFields()).flatMap((field) =>
        field.args.filter(isCode).map(({ name }) => `${type.name}.${field.name}.${name}`),
      );
    });
  expect(coordinates.sort()).toEqual(Object.keys(UNKNOWN).sort());
});

it.each(Object.entries(UNKNOWN))('%s rejects an unknown code', async (_, [send, answer]) => {
  expect(await send()).toEqual(answer);
});

it.each(['credits', 'simulate', 'report rows'])(
  '%s accepts an exam code that identifies one credential',
  async (list) => {
    const counts = async (code: string) => {
      const filter = `first: 1, filter: { credentialCode: ["${code}"] }`;
      if (list === 'credits') return ask(`credits(${filter}) { totalCount }`);
      if (list === 'simulate') return ask(`simulate(input: { gain: [{ credentialCode: "${code}" }] }) { scoreExact }`);
      return ask(`skillsReport { rows(${filter}) { totalCount } }`);
    };
    expect(await counts('AZ-104')).toEqual(await counts('AZ-ADMIN'));
  },
);

it('filters credits by the credential of an exam code', async () => {
  const { credits: list } = await ask('credits(first: 1, filter: { credentialCode: ["AZ-104"] }) { totalCount }');
  expect(list).toEqual({ totalCount: 2 });
});

it('a designation that another version of the rules has is null, not an error', async () => {
  expect(await ask('designation(code: "infrastructure", on: "2020-01-01") { code }')).toEqual({ designation: null });
});

it('a figure has the same id wherever it counts, and the metric as a field', async () => {
  type Progress = { code: string; facts: { id: string; metric: string; value: number; on: string }[] };
  const fields = 'code facts { id metric value on }';
  const answer = await ask(`designations { ${fields} } skillsReport { byDesignation { ${fields} } }`);
  const live = answer.designations as unknown as Progress[];
  const reported = (answer.skillsReport as unknown as { byDesignation: Progress[] }).byDesignation;
  const facts = [...live, ...reported].flatMap((one) => one.facts.map((fact) => ({ of: one.code, ...fact })));
  expect(facts.length).toBeGreaterThan(8);
  expect(new Set(facts.map(({ metric }) => metric))).toEqual(new Set(['netCustomerAdds.customers']));
  // One id per content: a client that caches by id shows neither the value of another designation nor today's value in
  // a report.
  const contents = new Map(facts.map(({ id, ...content }) => [id, JSON.stringify(content)]));
  expect(new Set(contents.values()).size).toBe(contents.size);
  for (const { id, ...content } of facts) expect(contents.get(id)).toBe(JSON.stringify(content));
});

describe('a personRef leads to the person', () => {
  type Step = { people: string[]; holders: { personRef: string; person: { id: string } | null }[] };
  const steps = async (caller = AUDITOR) => {
    const fields = 'metrics { steps { people(first: 100) holders(first: 100) { personRef person { id } } } }';
    const asked = `designations { ${fields} } skillsReport { byDesignation { ${fields} } }
      simulate(input: { gain: [{ credentialCode: "AZ-ADMIN" }] }) { ${fields} }`;
    const { designations, skillsReport, simulate } = (await ask(asked, caller)) as never as {
      [key in 'designations' | 'simulate']: { metrics: { steps: Step[] }[] }[];
    } & { skillsReport: { byDesignation: { metrics: { steps: Step[] }[] }[] } };
    return { designations, report: skillsReport.byDesignation, simulate };
  };

  it.each(['designations', 'report', 'simulate'] as const)('on a step of %s', async (of) => {
    const known = await credits.sql<{ ref: string; user_id: string }>('SELECT ref, user_id FROM credits.person');
    const userOf = new Map(known.map(({ ref, user_id }) => [ref, { id: user_id }]));
    const found = (await steps())[of].flatMap(({ metrics }) => metrics.flatMap((metric) => metric.steps));
    const people = found.flatMap((step) => step.people);
    expect(people.length).toBeGreaterThan(2);
    expect(people.includes('new-1')).toBe(of === 'simulate');
    expect(found.flatMap(({ holders }) => holders)).toEqual(
      people.map((personRef) => ({ personRef, person: userOf.get(personRef) ?? null })),
    );
  });

  it('only for callers who see names', async () => {
    const viewer = person(randomUUID(), organizationId, ['REPORT_VIEWER']);
    const { designations } = await steps(viewer);
    const holders = designations
      .flatMap(({ metrics }) => metrics.flatMap((metric) => metric.steps))
      .flatMap((one) => one.holders);
    expect(holders.length).toBeGreaterThan(0);
    expect(holders.every(({ personRef, person: shown }) => personRef !== '' && shown === null)).toBe(true);
  });

  it('on a step of the cheapest path', async () => {
    const path = (await ask('cheapestPath(designation: "infrastructure") { personRef person { id } }'))
      .cheapestPath as unknown as { personRef: string | null; person: { id: string } | null }[];
    expect(path.some(({ personRef }) => personRef !== null)).toBe(true);
    for (const { personRef, person: shown } of path) expect(shown === null).toBe(personRef === null);
  });
});

it('every member reads the titles of designations, specializations and metrics, for a report of any version', async () => {
  const member = person(randomUUID(), organizationId);
  const query = '{ designationTitles { code title isSpecialization metrics { code title category } figures } }';
  const data = expectNoErrors(await (await credits.as(member)).execute<{ designationTitles: Title[] }>(query));
  type Title = {
    code: string;
    title: string;
    isSpecialization: boolean;
    metrics: { code: string; title: string }[];
    figures: string[];
  };
  const titles = new Map(data.designationTitles.map((one) => [one.code, one]));
  expect(titles.get('infrastructure')).toMatchObject({
    title: 'Infrastructure (Azure)',
    isSpecialization: false,
    metrics: expect.arrayContaining([{ code: 'netCustomerAdds', title: 'Net customer adds', category: 'PERFORMANCE' }]),
    figures: expect.arrayContaining(['netCustomerAdds.customers', 'smbCustomerPercent']),
  });
  const { designations } = await ask('designations { code title metrics { code title } gaps { metric } }');
  for (const one of designations as unknown as { code: string; title: string; metrics: object[] }[]) {
    expect(titles.get(one.code)).toMatchObject({
      title: one.title,
      metrics: expect.arrayContaining(one.metrics.map((metric) => expect.objectContaining(metric))),
    });
  }
  const rows = (await ask('skillsReport { rows(first: 100) { nodes { relevantTo } } }')).skillsReport as unknown as {
    rows: { nodes: { relevantTo: string[] }[] };
  };
  const codes = rows.rows.nodes.flatMap(({ relevantTo }) => relevantTo);
  expect(codes.filter((code) => !titles.has(code))).toEqual([]);
  expect(errorCode(await (await credits.as(FEED)).execute(query))).toBeUndefined();
});
