import { randomUUID } from 'node:crypto';
import { associationChanged } from '@app/events/association-changed';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { aProfile, type TestCredits, testCredits } from '../../support/credits.js';

let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits();
});
afterAll(async () => credits.stop());

const DAY = '2026-05-04T10:00:00.000Z';

async function states(organizationId: string): Promise<unknown> {
  const fields =
    'credits(first: 100) { nodes { state achievement { credential { code } } associatedAt expectedBy countedAt reasons dropsAt } }';
  const data = expectNoErrors(await credits.entity('Organization', organizationId, fields));
  return (data._entities[0]?.credits as { nodes: unknown[] } | undefined)?.nodes;
}

it('counts an achievement that is recorded after the link', async () => {
  const organizationId = await credits.anOrganization();
  const link = await credits.aLink(await credits.aUser(organizationId));
  await credits.record([{ profileId: link.profileId, credentialCode: 'AZ-ADMIN', achievedAt: DAY }]);
  await credits.allCounted();
  expect(await states(organizationId)).toMatchObject([
    { state: 'COUNTED', expectedBy: '2026-05-14T10:00:00.000Z', countedAt: '2026-08-01T12:00:00.000Z' },
  ]);
});

it('counts achievements from before the link, due ten days after the link', async () => {
  const organizationId = await credits.anOrganization();
  const profileId = aProfile();
  await credits.record([{ profileId, credentialCode: 'AZ-ADMIN', achievedAt: DAY }]);
  await credits.aLink(await credits.aUser(organizationId), { profileId, startedAt: '2026-07-30T08:00:00.000Z' });
  await credits.allCounted();
  expect(await states(organizationId)).toMatchObject([{ state: 'COUNTED', expectedBy: '2026-08-09T08:00:00.000Z' }]);
});

it('counts once when link and achievement arrive concurrently, each several times', async () => {
  const organizationId = await credits.anOrganization();
  const user = await credits.aUser(organizationId);
  for (let round = 0; round < 8; round += 1) {
    const profileId = aProfile();
    const item = { externalId: randomUUID(), profileId, credentialCode: 'AZ-ADMIN', achievedAt: DAY };
    const id = randomUUID();
    await Promise.all([
      credits.aLink(user, { id, profileId }),
      credits.record([item]),
      credits.aLink(user, { id, profileId }),
      credits.record([item]),
    ]);
  }
  await credits.allCounted();
  expect(await states(organizationId)).toHaveLength(8);
});

it('keeps the newest version of an association, in whatever order and however often versions arrive', async () => {
  const organizationId = await credits.anOrganization();
  const user = await credits.aUser(organizationId);
  const profileId = aProfile();
  await credits.record([{ profileId, credentialCode: 'AZ-ADMIN', achievedAt: DAY }]);
  const open = await credits.aLink(user, { profileId });
  await credits.allCounted();
  const ended = { ...open, version: 3, endedAt: '2026-07-31T00:00:00.000Z', endReason: 'REMOVED_BY_USER' as const };
  for (const body of [ended, open, { ...open, version: 2 }, ended]) await credits.tell(associationChanged.type, body);
  expect(await states(organizationId)).toMatchObject([{ state: 'DROPPED', reasons: ['NOT_LINKED'] }]);
});

it('moves the credit when the person links elsewhere, without revealing the new organization', async () => {
  const [before, after] = [await credits.anOrganization(), await credits.anOrganization()];
  const profileId = aProfile();
  await credits.record([{ profileId, credentialCode: 'AZ-ADMIN', achievedAt: DAY }]);
  const first = await credits.aLink(await credits.aUser(before), { profileId });
  const moved = {
    version: 2,
    endedAt: '2026-08-01T00:00:00.000Z',
    endReason: 'MOVED_TO_ANOTHER_ORGANIZATION' as const,
  };
  await credits.aLink(await credits.aUser(after), { profileId, startedAt: '2026-08-01T00:00:00.000Z' });
  await credits.tell(associationChanged.type, { ...first, ...moved });
  await credits.allCounted();
  expect(await states(before)).toMatchObject([{ state: 'DROPPED', reasons: ['MOVED_AWAY'] }]);
  expect(await states(after)).toMatchObject([{ state: 'COUNTED' }]);
});

it('creates a new credit when the same profile links again', async () => {
  const organizationId = await credits.anOrganization();
  const user = await credits.aUser(organizationId);
  const profileId = aProfile();
  await credits.record([{ profileId, credentialCode: 'AZ-ADMIN', achievedAt: DAY }]);
  await credits.aLink(user, { profileId, endedAt: '2026-02-01T00:00:00.000Z', endReason: 'REMOVED_BY_USER' });
  await credits.aLink(user, { profileId, startedAt: '2026-07-15T00:00:00.000Z' });
  await credits.allCounted();
  expect(await states(organizationId)).toMatchObject([{ state: 'COUNTED', associatedAt: '2026-07-15T00:00:00.000Z' }]);
});

it('schedules the drop of a leaver, cancels it on return, and drops at the refresh', async () => {
  const organizationId = await credits.anOrganization();
  const user = await credits.aUser(organizationId);
  const { profileId } = await credits.aLink(user);
  await credits.record([{ profileId, credentialCode: 'AZ-ADMIN', achievedAt: DAY }]);
  await credits.allCounted();
  const leavesReportAt = '2026-09-10T00:00:00.000Z';
  const left = { status: 'DEACTIVATED' as const, deactivatedAt: '2026-08-01T00:00:00.000Z', leavesReportAt };
  await credits.aUser(organizationId, { ...user, ...left, version: 2 });
  expect(await states(organizationId)).toMatchObject([{ state: 'DROP_SCHEDULED', dropsAt: leavesReportAt }]);
  await credits.aUser(organizationId, { ...user, version: 3 });
  expect(await states(organizationId)).toMatchObject([{ state: 'COUNTED', dropsAt: null }]);
  await credits.aUser(organizationId, { ...user, ...left, leavesReportAt: '2026-08-01T12:00:00.000Z', version: 4 });
  expect(await states(organizationId)).toMatchObject([{ state: 'DROPPED', reasons: ['PERSON_LEFT'] }]);
});

it('shows no drop date for a credit that was dropped for another reason before the person left', async () => {
  const organizationId = await credits.anOrganization();
  const user = await credits.aUser(organizationId);
  const link = await credits.aLink(user);
  await credits.record([{ profileId: link.profileId, credentialCode: 'AZ-ADMIN', achievedAt: DAY }]);
  await credits.allCounted();
  await credits.aLink(user, { ...link, version: 2, endedAt: '2026-07-01T00:00:00.000Z', endReason: 'REMOVED_BY_USER' });
  const left = { status: 'DEACTIVATED' as const, leavesReportAt: '2026-08-10T00:00:00.000Z' };
  await credits.aUser(organizationId, { ...user, ...left, version: 2 });
  expect(await states(organizationId)).toMatchObject([{ state: 'DROPPED', reasons: ['NOT_LINKED'], dropsAt: null }]);
});

it('keeps one credit when an achievement is renewed, with the later expiry', async () => {
  const organizationId = await credits.anOrganization();
  const { profileId } = await credits.aLink(await credits.aUser(organizationId));
  await credits.record([{ profileId, credentialCode: 'AZ-ADMIN', achievedAt: '2025-09-14T00:00:00.000Z' }]);
  await credits.record([{ profileId, credentialCode: 'AZ-ADMIN', achievedAt: '2026-06-01T00:00:00.000Z' }]);
  await credits.allCounted();
  expect(await states(organizationId)).toHaveLength(1);
  const rows = await credits.sql('SELECT expires_on::text FROM credits.credit WHERE organization_id = $1', [
    organizationId,
  ]);
  expect(rows).toEqual([{ expires_on: '2027-09-14' }]);
});

it('keeps the two learning sources apart: a profile id belongs to one source (T10)', async () => {
  const organizationId = await credits.anOrganization();
  const { profileId } = await credits.aLink(await credits.aUser(organizationId), { source: 'PARTNER_UNIVERSITY' });
  const achievedAt = '2026-06-10T00:00:00.000Z';
  await credits.record([{ profileId, credentialCode: 'ASSESS:TEAMS-MTR', achievedAt }], {
    source: 'PARTNER_UNIVERSITY',
  });
  await credits.record([{ profileId, credentialCode: 'AZ-ADMIN', achievedAt }]);
  await credits.allCounted();
  expect(await states(organizationId)).toMatchObject([{ achievement: { credential: { code: 'ASSESS:TEAMS-MTR' } } }]);
});

describe('without a worker', () => {
  let waiting: TestCredits;
  beforeAll(async () => {
    waiting = await testCredits({ workers: false });
  });
  afterAll(async () => waiting.stop());

  it('shows the credit as pending with its due date and without points', async () => {
    const organizationId = await waiting.anOrganization();
    const { profileId } = await waiting.aLink(await waiting.aUser(organizationId));
    await waiting.record([{ profileId, credentialCode: 'PBI-DA', achievedAt: DAY }]);
    const fields = `credits(first: 1) { nodes { state reasons countedAt contributesTo { points reason } } }
      designation(code: "business-applications") { score }`;
    const data = expectNoErrors(await waiting.entity('Organization', organizationId, fields));
    expect(data._entities[0]).toMatchObject({
      credits: { nodes: [{ state: 'PENDING', reasons: ['LAG'], countedAt: null }] },
      designation: { score: 0 },
    });
  });

  it('counts missed credits once when a process starts after its jobs were lost, and when two start', async () => {
    const organizationId = await waiting.anOrganization();
    const { profileId } = await waiting.aLink(await waiting.aUser(organizationId));
    await waiting.record([{ profileId, credentialCode: 'AZ-ADMIN', achievedAt: DAY }]);
    await waiting.sql('DELETE FROM credits_worker._private_jobs');
    await waiting.sql('DELETE FROM credits.credit WHERE organization_id = $1', [organizationId]);
    const started = await Promise.all([waiting.another({ workers: true }), waiting.another({ workers: true })]);
    await waiting.allCounted();
    await Promise.all(started.map((service) => service.stop()));
    const counted = await waiting.sql('SELECT counted_at FROM credits.credit WHERE organization_id = $1', [
      organizationId,
    ]);
    expect(counted).toEqual([{ counted_at: waiting.clock.now() }]);
  });
});
