import { randomUUID } from 'node:crypto';
import { associationChanged } from '@app/events/association-changed';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { AUDITOR, aProfile, FEED, type Item, type TestCredits, testCredits } from '../../support/credits.js';

let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits();
});
afterAll(async () => credits.stop());

type Designation = {
  code: string;
  ruleset: string;
  on: string;
  track: string;
  score: number;
  scoreExact: string;
  attained: boolean;
  skillingPoints: number;
  skillingMax: number;
  facts: unknown[];
  metrics: {
    code: string;
    pointsExact: string;
    max: number;
    steps: {
      step: number;
      isGate: boolean;
      reached: boolean;
      peopleHave: number;
      peopleNeeded: number;
      people: string[];
    }[];
  }[];
  gaps: { metric: string; step: number; peopleMissing: number; anyOf: { code: string }[] }[];
};
const FIELDS = `code title ruleset on track score scoreExact required attained skillingPoints skillingMax facts { id }
  metrics { code title category points pointsExact max steps { step isGate reached peopleHave peopleNeeded points credentials { code } people(first: 5) } }
  gaps { metric step peopleMissing anyOf { code } }`;

async function designation(organizationId: string, code: string, on?: string): Promise<Designation | null> {
  const args = `code: "${code}"${on ? `, on: "${on}"` : ''}`;
  const data = expectNoErrors(
    await credits.entity('Organization', organizationId, `designation(${args}) { ${FIELDS} }`),
  );
  return (data._entities[0]?.designation as Designation | undefined) ?? null;
}

async function holding(organizationId: string, held: Record<string, string>, startedAt = '2026-01-01T00:00:00.000Z') {
  const user = await credits.aUser(organizationId);
  const link = await credits.aLink(user, { profileId: aProfile(), startedAt });
  const items = Object.entries(held).map(
    ([credentialCode, day]): Item => ({
      externalId: randomUUID(),
      profileId: link.profileId,
      credentialCode,
      achievedAt: `${day}T09:00:00.000Z`,
    }),
  );
  await credits.record(items);
  await credits.allCounted();
  return { user, link, items };
}

it('scores the skilling of linked people by the rule set in force, exactly', async () => {
  const organizationId = await credits.anOrganization();
  for (const held of [
    { 'SEC-OPS': '2026-02-01', 'CLOUD-AI-SEC': '2026-02-01' },
    { 'SEC-OPS': '2026-02-02', 'CLOUD-AI-SEC': '2026-02-02' },
    { IAM: '2026-02-03' },
  ]) {
    await holding(organizationId, held);
  }
  const security = await designation(organizationId, 'security');
  expect(security).toMatchObject({ ruleset: '2026-07', on: '2026-08-01', track: 'SMB', scoreExact: '16', facts: [] });
  expect(security?.metrics.find(({ code }) => code === 'intermediate')).toMatchObject({
    pointsExact: '16',
    max: 40,
    steps: [
      { step: 1, isGate: true, reached: true, peopleHave: 2, peopleNeeded: 1 },
      { step: 2, isGate: true, reached: true, peopleHave: 2, peopleNeeded: 1 },
      { step: 3, isGate: false, reached: true, peopleHave: 1, peopleNeeded: 4 },
    ],
  });
  expect(security?.gaps).toMatchObject([{ metric: 'intermediate', step: 3, peopleMissing: 3 }]);
  expect(security?.gaps[0]?.anyOf.map(({ code }) => code)).toEqual(['CYBER-ARCH', 'IAM', 'INFO-SEC']);
});

it('the contributions of all credits add up to the points of every metric', async () => {
  const organizationId = await credits.anOrganization();
  for (let index = 0; index < 6; index += 1) {
    const day = `2026-03-0${index + 1}`;
    await holding(organizationId, {
      'AZ-ADMIN': day,
      'AZ-ARCH': day,
      'AZ-NET': day,
      AVD: day,
      'PBI-DA': day,
      IAM: day,
      'M365-FUND': '2026-03-01',
    });
  }
  const fields = `designations { code metrics { code points } }
    credits(first: 100) { nodes { contributesTo { designation metric points } } }`;
  const [answer] = expectNoErrors(await credits.entity('Organization', organizationId, fields))._entities;
  const { designations, credits: list } = answer as unknown as {
    designations: { code: string; metrics: { code: string; points: number }[] }[];
    credits: { nodes: { contributesTo: { designation: string; metric: string; points: number }[] }[] };
  };
  const parts = list.nodes.flatMap(({ contributesTo }) => contributesTo);
  for (const { code, metrics } of designations) {
    for (const metric of metrics) {
      const added = parts.filter((part) => part.designation === code && part.metric === metric.code);
      expect(added.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(metric.points, 9);
    }
  }
  expect(designations.find(({ code }) => code === 'infrastructure')?.metrics[1]?.points).toBe(20);
});

it('replays a past day with its rules, links and holdings, and a future one with the expiries until then', async () => {
  const organizationId = await credits.anOrganization();
  const { link } = await holding(organizationId, { 'PBI-DA': '2025-12-24' }, '2026-02-01T12:00:00.000Z');
  const points = async (on?: string) =>
    (await designation(organizationId, 'business-applications', on))?.skillingPoints;
  expect(await points()).toBe(4);
  expect(await points('2026-01-31')).toBe(0);
  expect(await points('2026-02-01')).toBe(4);
  expect((await designation(organizationId, 'business-applications', '2026-02-01'))?.ruleset).toBe('2023-10');
  expect(await points('2026-12-24')).toBe(4);
  expect(await points('2026-12-25')).toBe(0);
  await credits.tell(associationChanged.type, {
    ...link,
    version: 2,
    endedAt: '2026-07-20T00:00:00.000Z',
    endReason: 'REMOVED_BY_USER',
  });
  expect(await points()).toBe(0);
  expect(await points('2026-07-19')).toBe(4);
  expect(await points('2026-07-20')).toBe(0);
});

it('applies a revocation from the day on which it is recorded', async () => {
  const organizationId = await credits.anOrganization();
  const { items } = await holding(organizationId, { 'PBI-DA': '2026-05-01' });
  const revoke = `mutation ($input: RevokeAchievementInput!) { revokeAchievement(input: $input) { __typename } }`;
  const input = { source: 'MICROSOFT_LEARN', externalId: items[0]?.externalId, reason: 'issued by mistake' };
  expectNoErrors(await (await credits.as(FEED)).execute(revoke, { input }));
  expect((await designation(organizationId, 'business-applications'))?.score).toBe(0);
  expect((await designation(organizationId, 'business-applications', '2026-07-31'))?.score).toBe(4);
});

it('scores the holdings of a day by another version of the rules on request, with its qualification', async () => {
  const organizationId = await credits.anOrganization();
  // Since 2026 the first gate accepts CLOUD-AI-SEC; before, AZ-SEC alone.
  for (const held of [{ 'CLOUD-AI-SEC': '2026-02-01', 'SEC-OPS': '2026-02-01' }, { IAM: '2026-02-03' }]) {
    await holding(organizationId, held);
  }
  await holding(organizationId, { 'AZ-SEC': '2026-02-01', 'SEC-OPS': '2026-02-02' });
  const score = async (args: string) => {
    const fields = `designation(code: "security"${args}) { ruleset on track scoreExact
      metrics { code steps { step peopleHave people(first: 5) } } qualification { from to daysAttained } }`;
    return expectNoErrors(await credits.entity('Organization', organizationId, fields))._entities[0]
      ?.designation as unknown;
  };
  const stepsOf = (answer: unknown) =>
    (answer as Designation).metrics.find(({ code }) => code === 'intermediate')?.steps.map((step) => step.peopleHave);
  const now = await score('');
  expect(now).toMatchObject({ ruleset: '2026-07', on: '2026-08-01', track: 'SMB', scoreExact: '16' });
  expect(stepsOf(now)).toEqual([2, 2, 1]);
  const before = await score(', ruleset: "2023-10"');
  expect(before).toMatchObject({ ruleset: '2023-10', on: '2026-08-01', track: 'ENTERPRISE', scoreExact: '0' });
  expect(stepsOf(before)).toEqual([1, 2, 1]);
  expect(before).toMatchObject({ qualification: { from: '2026-03-01', to: '2026-08-01', daysAttained: 0 } });
  expect(await score(', on: "2026-06-30", ruleset: "2026-07"')).toMatchObject({
    on: '2026-06-30',
    ruleset: '2026-07',
    scoreExact: '16',
  });
  const [all] = expectNoErrors(
    await credits.entity('Organization', organizationId, 'designations(ruleset: "2023-10") { code ruleset }'),
  )._entities;
  const rulesets = all?.designations as unknown as Designation[];
  expect(new Set(rulesets.map(({ ruleset }) => ruleset))).toEqual(new Set(['2023-10']));
});

it('returns no designations, instead of zero points, before the first rule set, and rejects a code that no version has', async () => {
  const organizationId = await credits.anOrganization();
  const answer = await credits.entity('Organization', organizationId, 'designations(on: "2023-09-30") { code }');
  expect(expectNoErrors(answer)._entities[0]).toEqual({ designations: [] });
  expect(errorCode(await credits.entity('Organization', organizationId, 'designation(code: "no-such") { code }'))).toBe(
    'BAD_USER_INPUT',
  );
  expect(await designation(organizationId, 'security', '2023-09-30')).toBeNull();
});

it('rejects an invalid day, and more people than a page holds', async () => {
  const organizationId = await credits.anOrganization();
  const query = `query ($of: [_Any!]!, $on: Date) { _entities(representations: $of) {
    ... on Organization { designations(on: $on) { code } } } }`;
  const of = [{ __typename: 'Organization', id: organizationId }];
  const auditor = await credits.as(AUDITOR);
  for (const on of ['2026-02-30', 'today', '2026-1-1', '\u0000', 20260101]) {
    expect(errorCode(await auditor.execute(query, { of, on }))).toBe('BAD_USER_INPUT');
  }
  const fields = 'designation(code: "security") { metrics { steps { people(first: 101) } } }';
  expect(errorCode(await credits.entity('Organization', organizationId, fields))).toBe('BAD_USER_INPUT');
});
