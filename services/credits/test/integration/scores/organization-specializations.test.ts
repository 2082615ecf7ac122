import { expectNoErrors } from '@app/test-kit/graphql-client';
import { operator, type TestCredits, testCredits } from '../../support/credits.js';

let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits();
});
afterAll(async () => credits.stop());

type Progress = {
  code: string;
  on: string;
  skilling: string;
  prerequisite: string;
  requirements: { outcome: string; peopleHave: number; peopleNeeded: number; anyOf: { code: string }[] }[];
};

async function specializations(organizationId: string, on?: string): Promise<Progress[]> {
  const fields = `specializations${on ? `(on: "${on}")` : ''} { code title on skilling prerequisite
    requirements { description outcome peopleHave peopleNeeded anyOf { code } } }`;
  const data = expectNoErrors(await credits.entity('Organization', organizationId, fields));
  return (data._entities[0] as { specializations: Progress[] } | null)?.specializations ?? [];
}

async function specialization(organizationId: string, code: string, on?: string): Promise<Progress | undefined> {
  return (await specializations(organizationId, on)).find((one) => one.code === code);
}

async function people(organizationId: string, howMany: number, held: readonly string[], day = '2026-05-04') {
  for (let index = 0; index < howMany; index += 1) {
    const { profileId } = await credits.aLink(await credits.aUser(organizationId));
    const achievedAt = `${day}T10:00:00.000Z`;
    await credits.record(held.map((credentialCode) => ({ profileId, credentialCode, achievedAt })));
  }
  await credits.allCounted();
}

it('is met with the last of the people, and not met again on the day after one expires', async () => {
  const organizationId = await credits.anOrganization();
  await people(organizationId, 5, ['IAM']);
  expect(await specialization(organizationId, 'identity-and-access-management')).toEqual({
    code: 'identity-and-access-management',
    title: 'Identity and Access Management',
    on: '2026-08-01',
    skilling: 'NOT_MET',
    prerequisite: 'NOT_MET',
    requirements: [
      {
        description: '6 people with this credential.',
        outcome: 'NOT_MET',
        peopleHave: 5,
        peopleNeeded: 6,
        anyOf: [{ code: 'IAM' }],
      },
    ],
  });
  await people(organizationId, 1, ['IAM'], '2026-06-01');
  const outcome = async (on?: string) =>
    (await specialization(organizationId, 'identity-and-access-management', on))?.skilling;
  expect(await outcome()).toBe('MET');
  expect(await outcome('2026-05-31')).toBe('NOT_MET');
  expect(await outcome('2027-05-04')).toBe('MET');
  expect(await outcome('2027-05-05')).toBe('NOT_MET');
});

it('has its prerequisite met by an attained designation', async () => {
  const organizationId = await credits.anOrganization();
  await people(organizationId, 6, ['CLOUD-AI-SEC', 'SEC-OPS', 'IAM']);
  const client = await credits.as(operator('metrics:write'));
  const figures = { 'netCustomerAdds.customers': 10, 'usageGrowth.acrGrowthUsd': 25_000, 'deployments.deployments': 6 };
  for (const [metric, value] of Object.entries(figures)) {
    const input = `{ organizationId: "${organizationId}", metric: "${metric}", value: ${value}, on: "2026-07-01" }`;
    expectNoErrors(await client.execute(`mutation { recordPartnerMetric(input: ${input}) { __typename } }`));
  }
  expect(await specialization(organizationId, 'threat-protection')).toMatchObject({
    skilling: 'MET',
    prerequisite: 'MET',
  });
  expect(await specialization(organizationId, 'finance')).toMatchObject({
    skilling: 'UNKNOWN',
    prerequisite: 'NOT_MET',
  });
});

it('lists the offered specializations of a day, and nothing before the first rule set', async () => {
  const organizationId = await credits.anOrganization();
  const codes = async (on: string) => (await specializations(organizationId, on)).map(({ code }) => code);
  expect(await codes('2023-09-30')).toEqual([]);
  expect(await codes('2026-06-30')).not.toContain('microsoft-365-copilot');
  expect(await codes('2026-07-01')).toContain('microsoft-365-copilot');
});

it('counts a credit that only a specialization names, and shows which one', async () => {
  const organizationId = await credits.anOrganization();
  await people(organizationId, 1, ['APL-4002']);
  const fields = `credits(first: 5) { nodes { state reasons contributesTo { designation metric step points reason } } }`;
  expect(expectNoErrors(await credits.entity('Organization', organizationId, fields))._entities[0]?.credits).toEqual({
    nodes: [
      {
        state: 'COUNTED',
        reasons: [],
        contributesTo: [{ designation: 'data-security', metric: 'skilling', step: null, points: 0, reason: null }],
      },
    ],
  });
  const filtered = 'credits(first: 5, filter: { state: [COUNTED] }) { totalCount }';
  expect(expectNoErrors(await credits.entity('Organization', organizationId, filtered))._entities[0]).toEqual({
    credits: { totalCount: 1 },
  });
});
