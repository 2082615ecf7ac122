import { associationChanged } from '@app/events/association-changed';
import { userChanged } from '@app/events/user-changed';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { aProfile, FEED, operator, type TestCredits, testCredits } from '../../support/credits.js';
import {
  aMinutePasses,
  holder,
  nothingIsLeftToTake,
  published,
  report,
  takenReport,
  whileWorking,
} from '../../support/skills-reports.js';

let credits: TestCredits;
beforeAll(async () => {
  // The jobs run by the minutes of the real clock, so reports are published only when a test asks for it.
  credits = await testCredits({ workers: false });
});
afterAll(async () => credits.stop());

const REFRESH = '2026-08-10T00:00:00.000Z';
async function anOrganizationAt(instant: string): Promise<string> {
  credits.clock.set(instant);
  return credits.anOrganization();
}
const codesOf = (taken: { rows: { nodes: { credential: { code: string } }[] } }) =>
  taken.rows.nodes.map(({ credential }) => credential.code);

it('publishes the report of the month from the links and credits at the refresh', async () => {
  const organizationId = await anOrganizationAt('2026-08-01T12:00:00.000Z');
  const ada = await holder(credits, organizationId, { 'AZ-ADMIN': '2026-02-01', IAM: '2025-09-01' });
  credits.clock.set(REFRESH);
  const taken = await takenReport(credits, organizationId, '2026-08');
  expect(taken).toMatchObject({
    month: '2026-08',
    publishedAt: REFRESH,
    totals: { people: 1, credentials: 2, certifications: 2, assessments: 0, expiringWithin90Days: 1, leaving: 0 },
  });
  expect(taken.rows.nodes).toMatchObject([
    {
      person: { id: ada.user.id },
      personName: 'Ada Lovelace',
      email: ada.user.email,
      profileId: ada.association.profileId,
      source: 'MICROSOFT_LEARN',
      credential: { code: 'AZ-ADMIN' },
      achievedAt: '2026-02-01T09:00:00.000Z',
      expiresOn: '2027-02-01',
      associatedSince: '2026-01-01T00:00:00.000Z',
      leaving: false,
    },
    { credential: { code: 'IAM' }, expiresOn: '2026-09-01' },
  ]);
  expect(taken.rows.nodes[0]?.relevantTo).toContain('infrastructure');
  expect(taken.byCredential).toEqual([
    { credential: { code: 'AZ-ADMIN' }, people: 1 },
    { credential: { code: 'IAM' }, people: 1 },
  ]);
  expect(await report(credits, organizationId)).toEqual(taken);
});

it('leaves out everything expired, revoked, retired, unlinked or named by no requirement', async () => {
  const organizationId = await anOrganizationAt('2026-08-01T12:00:00.000Z');
  await holder(credits, organizationId, {
    'AZ-ADMIN': '2025-08-10', // its last day is the day of the refresh
    'AZ-ARCH': '2025-08-09',
    'AZ-NET': '2026-01-01T00:00:00.000Z',
  });
  const { items } = await holder(credits, organizationId, { IAM: '2026-02-01' });
  const revoke = `mutation ($input: RevokeAchievementInput!) { revokeAchievement(input: $input) { __typename } }`;
  const input = { source: 'MICROSOFT_LEARN', externalId: items[0]?.externalId, reason: 'issued by mistake' };
  expectNoErrors(await (await credits.as(FEED)).execute(revoke, { input }));
  await credits.record([{ profileId: aProfile(), credentialCode: 'IAM', achievedAt: '2026-05-01T00:00:00.000Z' }]);
  credits.clock.set(REFRESH);
  const taken = await takenReport(credits, organizationId, '2026-08');
  expect(codesOf(taken)).toEqual(['AZ-ADMIN', 'AZ-NET']);
  expect(taken.totals).toMatchObject({ people: 1, credentials: 2, expiringWithin90Days: 1 });
});

it('leaves events at the instant of the refresh to the next report', async () => {
  const organizationId = await anOrganizationAt('2026-07-15T00:00:00.000Z');
  const last = '2026-08-09T23:59:59.999Z';
  const leaving = await holder(credits, organizationId, { IAM: '2026-02-01' }, { name: 'Unlinks at it' });
  const gone = await holder(credits, organizationId, { IAM: '2026-02-01' }, { name: 'Unlinks just before' });
  await holder(credits, organizationId, { IAM: '2026-02-01' }, { name: 'Links at it', startedAt: REFRESH });
  await holder(credits, organizationId, { IAM: '2026-02-01' }, { name: 'Links just before', startedAt: last });
  const late = await holder(credits, organizationId, {}, { name: 'Achieves' });
  credits.clock.set(last);
  const earned = (credentialCode: string, achievedAt: string) => ({
    profileId: late.association.profileId,
    credentialCode,
    achievedAt,
  });
  await credits.record([earned('AZ-ADMIN', last)]);
  credits.clock.set(REFRESH);
  await credits.record([earned('IAM', REFRESH), earned('AZ-NET', '2026-01-01T00:00:00.000Z')]);
  const end = { version: 2, endReason: 'REMOVED_BY_USER' as const };
  await credits.tell(associationChanged.type, { ...leaving.association, ...end, endedAt: REFRESH });
  await credits.tell(associationChanged.type, { ...gone.association, ...end, endedAt: last });
  const taken = await takenReport(credits, organizationId, '2026-08');
  expect(taken.rows.nodes.map(({ personName, credential }) => [personName, credential.code])).toEqual([
    ['Achieves', 'AZ-ADMIN'],
    ['Links just before', 'IAM'],
    ['Unlinks at it', 'IAM'],
  ]);
});

it('is published once by two concurrent workers, and not again later', async () => {
  const organizationId = await anOrganizationAt('2026-08-01T12:00:00.000Z');
  for (let index = 0; index < 5; index += 1)
    await holder(credits, organizationId, { IAM: '2026-02-01', 'AZ-NET': '2026-02-01' });
  credits.clock.set('2026-09-30T00:00:00.000Z');
  const others = await Promise.all([credits.another({ workers: true }), credits.another({ workers: true })]);
  try {
    await Promise.all([1, 2, 3].map(() => aMinutePasses(credits)));
    await published(credits, organizationId, '2026-09');
    await nothingIsLeftToTake(credits);
  } finally {
    await Promise.all(others.map((other) => other.stop()));
  }
  const taken = await report(credits, organizationId);
  expect(taken?.totals).toMatchObject({ people: 5, credentials: 10 });
  expect(taken?.rows.nodes).toHaveLength(10);
  const counted = await credits.sql(
    `SELECT count(*)::integer AS rows, count(DISTINCT month)::integer AS months FROM credits.skills_report_row WHERE organization_id = $1`,
    [organizationId],
  );
  expect(counted).toEqual([{ rows: 20, months: 2 }]);
});

it('stays unchanged whatever happens or is published afterwards', async () => {
  const organizationId = await anOrganizationAt('2026-08-01T12:00:00.000Z');
  const { user, association, items } = await holder(credits, organizationId, {
    IAM: '2026-02-01',
    'SEC-OPS': '2026-02-01',
  });
  const figure = `mutation ($input: RecordPartnerMetricInput!) { recordPartnerMetric(input: $input) { __typename } }`;
  const recordFigure = async (value: number) =>
    (await credits.as(operator('metrics:write'))).execute(figure, {
      input: { organizationId, metric: 'totalAcrUsd', value, on: '2026-08-01' },
    });
  expectNoErrors(await recordFigure(1_000));
  credits.clock.set(REFRESH);
  const taken = await takenReport(credits, organizationId, '2026-08');
  credits.clock.set('2026-08-11T00:00:00.000Z');
  expectNoErrors(await recordFigure(2_000));
  const revoke = `mutation ($input: RevokeAchievementInput!) { revokeAchievement(input: $input) { __typename } }`;
  const input = { source: 'MICROSOFT_LEARN', externalId: items[0]?.externalId, reason: 'issued by mistake' };
  expectNoErrors(await (await credits.as(FEED)).execute(revoke, { input }));
  await credits.record([
    { profileId: association.profileId, credentialCode: 'AZ-NET', achievedAt: '2026-03-01T00:00:00.000Z' },
  ]);
  await credits.tell(userChanged.type, { ...user, version: 2, displayName: 'Ada King', email: 'king@contoso.example' });
  await credits.tell(associationChanged.type, {
    ...association,
    version: 2,
    endedAt: '2026-08-09T00:00:00.000Z',
    endReason: 'REMOVED_BY_USER',
  });
  await whileWorking(credits, () => nothingIsLeftToTake(credits));
  expect(await report(credits, organizationId)).toEqual(taken);
  expect(taken.rows.totalCount).toBe(2);
});

it('publishes an empty report for an organization without rows, and none for one that is not registered yet', async () => {
  const early = await anOrganizationAt('2026-08-09T23:59:59.999Z');
  const late = await anOrganizationAt(REFRESH);
  credits.clock.set('2026-09-01T00:00:00.000Z');
  expect(await takenReport(credits, early, '2026-08')).toMatchObject({
    totals: { people: 0, credentials: 0, certifications: 0, assessments: 0, expiringWithin90Days: 0, leaving: 0 },
    rows: { totalCount: 0, nodes: [], pageInfo: { hasNextPage: false } },
    byCredential: [],
  });
  expect((await report(credits, early))?.byDesignation).toHaveLength(6);
  await whileWorking(credits, () => nothingIsLeftToTake(credits));
  expect(await report(credits, late)).toBeNull();
  credits.clock.set('2026-09-10T00:00:00.000Z');
  expect((await takenReport(credits, late, '2026-09')).month).toBe('2026-09');
  expect(await report(credits, late, { month: '2026-08' })).toBeNull();
});

it('publishes no report before the first rule set, and each later month by the rule set of its day', async () => {
  const organizationId = await anOrganizationAt('2023-08-01T00:00:00.000Z');
  credits.clock.set('2023-11-30T00:00:00.000Z');
  await takenReport(credits, organizationId, '2023-11');
  const answer = await credits.entity('Organization', organizationId, 'skillsReportMonths');
  expect(expectNoErrors(answer)._entities).toEqual([{ skillsReportMonths: ['2023-11', '2023-10'] }]);
});
