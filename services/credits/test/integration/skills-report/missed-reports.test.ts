import { associationChanged } from '@app/events/association-changed';
import { userChanged } from '@app/events/user-changed';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { FEED, type TestCredits, testCredits } from '../../support/credits.js';
import { announceDeparture, holder, report, takenReport } from '../../support/skills-reports.js';

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
it('leaves out people who had left at the refresh, even when both offboarding and return were missed', async () => {
  const organizationId = await anOrganizationAt('2026-07-01T00:00:00.000Z');
  const missed = await holder(credits, organizationId, { IAM: '2026-02-01' }, { name: 'Left and came back' });
  const restored = await holder(credits, organizationId, { IAM: '2026-02-01' }, { name: 'Came back in time' });
  await announceDeparture(credits, restored.user, { at: '2026-07-05T00:00:00.000Z', leavesReportAt: REFRESH });
  // Consumed together after the refresh: one offboarding took effect, the other was never published.
  credits.clock.set('2026-08-12T00:00:00.000Z');
  const pastOffboardings = [{ leavingSince: '2026-07-25T08:00:00.000Z', leavesReportAt: REFRESH }];
  await credits.tell(userChanged.type, { ...missed.user, version: 4, pastOffboardings });
  await credits.tell(userChanged.type, { ...restored.user, version: 4, pastOffboardings: [] });
  await credits.tell(associationChanged.type, { ...missed.association, version: 3 });
  const taken = await takenReport(credits, organizationId, '2026-08');
  expect(taken.rows.nodes.map(({ personName }) => personName)).toEqual(['Came back in time']);
  credits.clock.set('2026-09-10T00:00:00.000Z');
  const next = await takenReport(credits, organizationId, '2026-09');
  expect(next.rows.nodes.map(({ personName }) => personName)).toEqual(['Came back in time', 'Left and came back']);
});

it('publishes every missed month as of its own instant after an outage over two refreshes', async () => {
  const organizationId = await anOrganizationAt('2026-05-20T00:00:00.000Z');
  // Renewed between the refreshes: the first report has the old expiry, the second the new one.
  const renewed = await holder(credits, organizationId, { 'AZ-ADMIN': '2025-09-01' }, { name: 'Renews' });
  const revoked = await holder(credits, organizationId, { IAM: '2026-02-01' }, { name: 'Revoked' });
  const moved = await holder(credits, organizationId, { IAM: '2026-02-01' }, { name: 'Moves away' });
  const leaver = await holder(credits, organizationId, { IAM: '2026-02-01' }, { name: 'Leaves' });
  const back = await holder(credits, organizationId, { IAM: '2026-02-01' }, { name: 'Leaves and comes back' });
  await announceDeparture(credits, leaver.user, {
    at: '2026-06-05T00:00:00.000Z',
    leavesReportAt: '2026-07-10T00:00:00.000Z',
  });
  await announceDeparture(credits, back.user, {
    at: '2026-06-05T00:00:00.000Z',
    leavesReportAt: '2026-07-10T00:00:00.000Z',
  });
  credits.clock.set('2026-06-20T00:00:00.000Z');
  await credits.record([
    { profileId: renewed.association.profileId, credentialCode: 'AZ-ADMIN', achievedAt: '2026-06-19T00:00:00.000Z' },
    // Published late: achieved before the first refresh, recorded after it.
    { profileId: renewed.association.profileId, credentialCode: 'AZ-NET', achievedAt: '2026-05-01T00:00:00.000Z' },
  ]);
  const revoke = `mutation ($input: RevokeAchievementInput!) { revokeAchievement(input: $input) { __typename } }`;
  const input = { source: 'MICROSOFT_LEARN', externalId: revoked.items[0]?.externalId, reason: 'issued by mistake' };
  expectNoErrors(await (await credits.as(FEED)).execute(revoke, { input }));
  await credits.tell(associationChanged.type, {
    ...moved.association,
    version: 2,
    endedAt: '2026-06-21T00:00:00.000Z',
    endReason: 'MOVED_TO_ANOTHER_ORGANIZATION',
  });
  // The refresh ends the links of leavers; one is reinstated two days later, before any publication.
  const gone = { endedAt: '2026-07-10T00:00:00.000Z', endReason: 'ACCOUNT_DELETED' as const };
  credits.clock.set('2026-07-10T00:00:00.000Z');
  for (const { association } of [leaver, back])
    await credits.tell(associationChanged.type, { ...association, version: 2, ...gone });
  credits.clock.set('2026-07-12T00:00:00.000Z');
  await credits.tell(userChanged.type, { ...back.user, version: 3 });
  await credits.tell(associationChanged.type, { ...back.association, version: 3 });
  credits.clock.set('2026-08-11T00:00:00.000Z');
  await takenReport(credits, organizationId, '2026-08');
  const taken = await Promise.all(
    ['2026-06', '2026-07', '2026-08'].map((month) => report(credits, organizationId, { month })),
  );
  const shown = taken.map((one) =>
    one?.rows.nodes.map(
      (row) => `${row.personName}: ${row.credential.code} until ${row.expiresOn}${row.leaving ? ', leaving' : ''}`,
    ),
  );
  expect(shown).toEqual([
    [
      'Leaves: IAM until 2027-02-01, leaving',
      'Leaves and comes back: IAM until 2027-02-01, leaving',
      'Moves away: IAM until 2027-02-01',
      'Renews: AZ-ADMIN until 2026-09-01',
      'Revoked: IAM until 2027-02-01',
    ],
    ['Renews: AZ-ADMIN until 2027-09-01', 'Renews: AZ-NET until 2027-05-01'],
    [
      'Leaves and comes back: IAM until 2027-02-01',
      'Renews: AZ-ADMIN until 2027-09-01',
      'Renews: AZ-NET until 2027-05-01',
    ],
  ]);
  expect(taken.map((one) => one?.publishedAt)).toEqual(Array(3).fill('2026-08-11T00:00:00.000Z'));
  expect(taken[0]?.totals).toMatchObject({ people: 5, leaving: 2 });
  expect(taken[0]?.byDesignation.find(({ code }) => code === 'security')).toMatchObject({
    on: '2026-06-10',
    ruleset: '2023-10',
  });
  expect(taken[1]?.byDesignation.find(({ code }) => code === 'security')).toMatchObject({
    on: '2026-07-10',
    ruleset: '2026-07',
  });
});
