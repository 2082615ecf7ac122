import { randomUUID } from 'node:crypto';
import { associationChanged } from '@app/events/association-changed';
import { profileMerged } from '@app/events/profile-merged';
import { aProfile, type TestCredits, testCredits } from '../../support/credits.js';
import { analyticsOf, completed, learnAnalytics, TOTALS } from '../../support/training.js';

let credits: TestCredits;
let totals: ReturnType<typeof analyticsOf>['totals'];
let monthly: ReturnType<typeof analyticsOf>['monthly'];
let aLearner: ReturnType<typeof analyticsOf>['aLearner'];
beforeAll(async () => {
  credits = await testCredits();
  ({ totals, monthly, aLearner } = analyticsOf(credits));
});
afterAll(async () => credits.stop());

describe('the counted completions', () => {
  const all = ['2020-01-01', '2026-12-31'] as const;

  it('are those of currently linked people, including those before the link (R17)', async () => {
    const organizationId = await credits.anOrganization();
    const { profileId } = await aLearner(organizationId, { startedAt: '2026-07-01T00:00:00.000Z' });
    await credits.record([completed(profileId, 'm1', '2021-01-01'), completed(aProfile(), 'm1', '2026-01-01')]);
    expect(await totals(organizationId, ...all)).toEqual([1, 1, 0]);
  });

  it('a person with a profile at each learning source is one person, and the same uid is another item there', async () => {
    const organizationId = await credits.anOrganization();
    const { user, profileId } = await aLearner(organizationId);
    await credits.aLink(user, { source: 'PARTNER_UNIVERSITY', profileId: `pu-${profileId}` });
    await credits.record([completed(profileId, 'm1', '2026-01-01')]);
    await credits.record([completed(`pu-${profileId}`, 'm1', '2025-01-01')], { source: 'PARTNER_UNIVERSITY' });
    expect(await totals(organizationId, ...all)).toEqual([1, 2, 0]);
    expect(await monthly(organizationId, '2026-01-01', '2026-01-31')).toEqual([['2026-01', 0, 1, 0]]);
  });

  it('exclude people who unlinked, and move with the person', async () => {
    const [before, after] = [await credits.anOrganization(), await credits.anOrganization()];
    const { association, profileId } = await aLearner(before);
    await credits.record([completed(profileId, 'm1', '2026-01-01')]);
    await aLearner(after, { profileId, startedAt: '2026-08-01T00:00:00.000Z' });
    await credits.tell(associationChanged.type, {
      ...association,
      version: 2,
      endedAt: '2026-08-01T00:00:00.000Z',
      endReason: 'MOVED_TO_ANOTHER_ORGANIZATION',
    });
    expect(await totals(before, ...all)).toEqual([0, 0, 0]);
    expect(await totals(after, ...all)).toEqual([1, 1, 0]);
  });

  it('include a leaver until the refresh, and not from its instant on', async () => {
    const organizationId = await credits.anOrganization();
    const { user, profileId } = await aLearner(organizationId);
    await credits.record([completed(profileId, 'm1', '2026-01-01')]);
    const left = { ...user, status: 'DEACTIVATED' as const, deactivatedAt: '2026-07-20T00:00:00.000Z' };
    const leaves = (leavesReportAt: string, version: number) =>
      credits.aUser(organizationId, { ...left, leavesReportAt, version });
    await leaves('2026-08-01T12:00:00.001Z', 2);
    expect(await totals(organizationId, ...all)).toEqual([1, 1, 0]);
    await leaves('2026-08-01T12:00:00.000Z', 3);
    expect(await totals(organizationId, ...all)).toEqual([0, 0, 0]);
    expect(await monthly(organizationId, '2026-01-01', '2026-01-31')).toEqual([['2026-01', 0, 0, 0]]);
  });

  it('join those of two merged profiles, and count an item that both completed once', async () => {
    const organizationId = await credits.anOrganization();
    const { profileId } = await aLearner(organizationId);
    const old = aProfile();
    await credits.record([
      completed(old, 'm1', '2025-12-01'),
      completed(old, 'm2', '2026-01-01'),
      completed(profileId, 'm1', '2026-01-02'),
    ]);
    const id = randomUUID();
    await credits.tell(profileMerged.type, {
      id,
      version: 1,
      source: 'MICROSOFT_LEARN',
      fromProfileId: old,
      intoProfileId: profileId,
      mergedAt: '2026-08-01T00:00:00.000Z',
    });
    expect(await totals(organizationId, ...all)).toEqual([1, 2, 0]);
    expect(await monthly(organizationId, '2025-12-01', '2026-01-31')).toEqual([
      ['2025-12', 1, 1, 0],
      ['2026-01', 0, 2, 0],
    ]);
  });
});

it('counts a completion once in any order of link and feed, and when both arrive twice concurrently', async () => {
  const organizationId = await credits.anOrganization();
  const users = await Promise.all(Array.from({ length: 8 }, () => credits.aUser(organizationId)));
  await Promise.all(
    users.map(async (user) => {
      const [id, profileId] = [randomUUID(), aProfile()];
      const item = { externalId: randomUUID(), ...completed(profileId, 'm1', '2026-03-01') };
      await Promise.all([
        credits.aLink(user, { id, profileId }),
        credits.record([item]),
        credits.aLink(user, { id, profileId }),
        credits.record([item]),
      ]);
    }),
  );
  expect(await totals(organizationId, '2026-03-01', '2026-03-31')).toEqual([8, 8, 0]);
  expect(await monthly(organizationId, '2026-03-01', '2026-03-31')).toEqual([['2026-03', 8, 8, 0]]);
});

it('counts completions whose jobs were lost as soon as a process with workers starts', async () => {
  const waiting = await testCredits({ workers: false });
  try {
    const organizationId = await waiting.anOrganization();
    const { profileId } = await waiting.aLink(await waiting.aUser(organizationId));
    await waiting.record([completed(profileId, 'm1', '2026-03-01')]);
    await waiting.sql('DELETE FROM credits_worker._private_jobs');
    const started = await Promise.all([waiting.another({ workers: true }), waiting.another({ workers: true })]);
    await waiting.allCounted();
    await Promise.all(started.map((service) => service.stop()));
    const { moduleCompletions } = await learnAnalytics(waiting, organizationId, ['2026-03-01', '2026-03-31'], TOTALS);
    expect(moduleCompletions).toBe(1);
  } finally {
    await waiting.stop();
  }
});
