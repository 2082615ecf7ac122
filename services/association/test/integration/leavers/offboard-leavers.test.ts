import type { UserChanged } from '@app/events/user-changed';
import type { Person } from '@app/subgraph-kit/callers/caller';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { aPerson, type LearningLogin, type TestAssociation, testAssociation } from '../../support/association.js';
import { PENDING } from '../../support/operations.js';
import { deliver, stateOf } from '../../support/user-events.js';

const DAY = 24 * 3_600_000;

let service: TestAssociation;
beforeAll(async () => {
  service = await testAssociation();
});
afterAll(() => service.stop());
afterEach(() => service.clock.moveTo(0));

const inDays = (days: number) => new Date(Math.floor(Date.now() / 1000) * 1000 + days * DAY);
/** A user who left a day ago and drops out in `days`. */
const leaving = (days: number, leftDaysAgo = 1): Partial<UserChanged> => {
  const leavingSince = inDays(-leftDaysAgo).toISOString();
  return {
    status: 'DEACTIVATED',
    deactivatedAt: leavingSince,
    leavingSince,
    leavesReportAt: inDays(days).toISOString(),
  };
};
const linksOf = (profileId: string) =>
  service.sql<{
    user_id: string;
    started_at: Date;
    ended_at: Date | null;
    end_reason: string | null;
    left_at: Date | null;
  }>(
    `SELECT user_id, started_at, ended_at, end_reason, left_at FROM association.association
      WHERE profile_id = $1 ORDER BY started_at`,
    [profileId],
  );
const activity = async (person: Person) =>
  service.sql<{ kind: string; at: Date; actor: string }>(
    'SELECT kind, at, actor FROM association.activity WHERE user_id = $1 ORDER BY id',
    [person.userId],
  );
const told = async (profileId: string) =>
  (
    await service.sql<{ data: { version: number; endedAt: string | null; endReason: string | null } }>(
      `SELECT payload->'envelope'->'data' AS data FROM association_worker._private_jobs
        WHERE payload->'envelope'->'data'->>'profileId' = $1 ORDER BY id`,
      [profileId],
    )
  ).at(-1)?.data;

/** A linked user with an event that says they are leaving. */
async function aLeaver(more: Partial<UserChanged>): Promise<{ person: Person; account: LearningLogin }> {
  const [person, account] = [aPerson(), service.anAccount()];
  expect(await service.link(person, account)).toMatchObject({ __typename: 'ConfirmAssociationSuccess' });
  expect(await deliver(service, stateOf(person))).toBe(204);
  expect(await deliver(service, stateOf(person, { version: 2, ...more }))).toBe(204);
  return { person, account };
}

test('the link of a leaver ends at the refresh itself, however late the job runs, once, with activity and event', async () => {
  const news = leaving(2);
  const { person, account } = await aLeaver(news);
  await service.catchUp();
  expect(await linksOf(account.profileId)).toMatchObject([{ ended_at: null }]);

  service.clock.moveTo(9);
  await Promise.all([service.catchUp(), service.catchUp()]);
  await service.catchUp();
  const refresh = new Date(news.leavesReportAt ?? '');
  expect(await linksOf(account.profileId)).toMatchObject([
    { ended_at: refresh, end_reason: 'ACCOUNT_DELETED', left_at: new Date(news.leavingSince ?? '') },
  ]);
  expect(await activity(person)).toMatchObject([
    { kind: 'STARTED' },
    { kind: 'ENDED_BY_ACCOUNT', at: refresh, actor: 'system:leavers' },
  ]);
  expect(await told(account.profileId)).toMatchObject({
    version: 2,
    endedAt: refresh.toISOString(),
    endReason: 'ACCOUNT_DELETED',
  });
});

test('links of both sources end, and a link that the user removed before stays as it ended', async () => {
  const [person, learn, university] = [aPerson(), service.anAccount(), service.anAccount('university')];
  await service.link(person, learn);
  await service.link(person, university, { source: 'PARTNER_UNIVERSITY' });
  await service.remove(person, 'MICROSOFT_LEARN');
  await deliver(service, stateOf(person, leaving(2)));
  service.clock.moveTo(3);
  await service.catchUp();
  expect(await linksOf(learn.profileId)).toMatchObject([{ end_reason: 'REMOVED_BY_USER', left_at: null }]);
  expect(await linksOf(university.profileId)).toMatchObject([{ end_reason: 'ACCOUNT_DELETED' }]);
});

test('a user restored before the refresh keeps the link, also when the event arrives after it', async () => {
  const news = leaving(2);
  const { person, account } = await aLeaver(news);
  service.clock.moveTo(3);
  await service.catchUp();
  expect(await linksOf(account.profileId)).toMatchObject([{ end_reason: 'ACCOUNT_DELETED' }]);
  await deliver(service, stateOf(person, { version: 3 }), { announcedAt: inDays(1.9) });
  await service.catchUp();
  expect(await linksOf(account.profileId)).toMatchObject([{ ended_at: null, end_reason: null, left_at: null }]);
  expect(await told(account.profileId)).toMatchObject({ version: 3, endedAt: null });
});

test('a user who returns after the refresh had left, also when no job ran in between', async () => {
  const news = leaving(2);
  const { person, account } = await aLeaver(news);
  service.clock.moveTo(3);
  await deliver(service, stateOf(person, { version: 3 }), { announcedAt: inDays(3) });
  expect(await linksOf(account.profileId)).toMatchObject([
    { ended_at: new Date(news.leavesReportAt ?? ''), end_reason: 'ACCOUNT_DELETED' },
  ]);
});

/** The event of a user who left, dropped out and came back: active, with the past offboarding. */
const returned = ({ leavingSince, leavesReportAt }: Partial<UserChanged>): Partial<UserChanged> => ({
  pastOffboardings: [{ leavingSince: leavingSince ?? '', leavesReportAt: leavesReportAt ?? '' }],
});

test('leave and return that were both missed end the link at that refresh, and it can be reinstated', async () => {
  const [person, account] = [aPerson(), service.anAccount()];
  await service.link(person, account);
  await deliver(service, stateOf(person));
  const news = leaving(2, 0);
  service.clock.moveTo(20);
  await deliver(service, stateOf(person, { version: 4, ...returned(news) }), { announcedAt: inDays(19) });
  const dropped = {
    ended_at: new Date(news.leavesReportAt ?? ''),
    end_reason: 'ACCOUNT_DELETED',
    left_at: new Date(news.leavingSince ?? ''),
  };
  expect(await linksOf(account.profileId)).toMatchObject([dropped]);
  expect((await activity(person)).map((row) => row.kind)).toEqual(['STARTED', 'ENDED_BY_ACCOUNT']);
  expect(await told(account.profileId)).toMatchObject({ endedAt: news.leavesReportAt, endReason: 'ACCOUNT_DELETED' });

  expect(await service.link(person, account, { days: 21 })).toMatchObject({ allowance: { used: 1 } });
  expect(await linksOf(account.profileId)).toMatchObject([{ ended_at: null, left_at: null }]);
  // Later events list the past offboarding again, and end nothing twice.
  await deliver(service, stateOf(person, { version: 5, displayName: 'renamed', ...returned(news) }));
  await service.catchUp();
  expect(await linksOf(account.profileId)).toMatchObject([{ ended_at: null }]);
});

test('a link that started after a missed refresh continues', async () => {
  const [person, account] = [aPerson(), service.anAccount()];
  await service.link(person, account, { days: 3 });
  await deliver(service, stateOf(person, { version: 4, ...returned(leaving(2, 0)) }), { announcedAt: inDays(3) });
  expect(await linksOf(account.profileId)).toMatchObject([{ ended_at: null }]);
});

test('events in the wrong order end with the same result', async () => {
  const { person, account } = await aLeaver({ version: 4, displayName: 'restored' });
  await deliver(service, stateOf(person, { version: 3, ...leaving(2) }));
  service.clock.moveTo(3);
  await service.catchUp();
  expect(await linksOf(account.profileId)).toMatchObject([{ ended_at: null }]);
});

test('an offboarding whose event arrives long after its refresh ends the link at its own refresh', async () => {
  const [person, account] = [aPerson(), service.anAccount()];
  await service.link(person, account);
  const news = leaving(2);
  service.clock.moveTo(50);
  await deliver(service, stateOf(person, news));
  expect(await linksOf(account.profileId)).toMatchObject([{ ended_at: new Date(news.leavesReportAt ?? '') }]);
});

test('a move before the refresh takes precedence', async () => {
  const { account } = await aLeaver(leaving(35, 0));
  const elsewhere = aPerson();
  expect(await service.link(elsewhere, account, { days: 31 })).toMatchObject({
    __typename: 'ConfirmAssociationSuccess',
  });
  service.clock.moveTo(40);
  await service.catchUp();
  expect(await linksOf(account.profileId)).toMatchObject([
    { end_reason: 'MOVED_TO_ANOTHER_ORGANIZATION', left_at: null },
    { user_id: elsewhere.userId, ended_at: null },
  ]);
});

test('linking the profile elsewhere after the refresh is no move, although no job ran yet', async () => {
  const news = leaving(20);
  const { account } = await aLeaver(news);
  const elsewhere = aPerson();
  const flow = await service.prove(elsewhere, account, { days: 31 });
  expect((await service.ask(elsewhere, PENDING, flow)).data?.pendingAssociation).toMatchObject({ effect: 'NEW' });
  expect(await service.confirm(elsewhere, flow)).toMatchObject({ __typename: 'ConfirmAssociationSuccess' });
  expect(await linksOf(account.profileId)).toMatchObject([
    { ended_at: new Date(news.leavesReportAt ?? ''), end_reason: 'ACCOUNT_DELETED' },
    { user_id: elsewhere.userId, ended_at: null },
  ]);
});

test('within thirty days of the signal the same user continues the old association, and uses none up', async () => {
  const { person, account } = await aLeaver(leaving(2, 0));
  service.clock.moveTo(20);
  await deliver(service, stateOf(person, { version: 3 }), { announcedAt: inDays(20) });
  const flow = await service.prove(person, account, { days: 20 });
  const preview = (await service.ask(person, PENDING, flow)).data?.pendingAssociation;
  expect(preview).toMatchObject({ effect: 'REINSTATE', allowanceAfter: { used: 1 } });
  expect(await service.confirm(person, flow)).toMatchObject({
    association: { status: 'ACTIVE', endedAt: null, endReason: null },
    allowance: { used: 1 },
  });
  await service.catchUp();
  expect(await linksOf(account.profileId)).toMatchObject([{ ended_at: null, left_at: null }]);
  expect((await activity(person)).map((row) => row.kind)).toEqual(['STARTED', 'ENDED_BY_ACCOUNT', 'REINSTATED']);
});

test('a return that is confirmed before its event arrives is not ended again', async () => {
  const { person, account } = await aLeaver(leaving(2, 0));
  const flow = await service.prove(person, account, { days: 20 });
  expect(await service.confirm(person, flow)).toMatchObject({ allowance: { used: 1 } });
  await service.catchUp();
  await deliver(service, stateOf(person, { version: 3 }), { announcedAt: inDays(19.9) });
  expect(await linksOf(account.profileId)).toMatchObject([{ ended_at: null }]);
});

test('thirty days after the signal a return starts a new association', async () => {
  const { person, account } = await aLeaver(leaving(2, 0));
  service.clock.moveTo(31);
  await deliver(service, stateOf(person, { version: 3 }), { announcedAt: inDays(31) });
  expect(await service.link(person, account, { days: 31 })).toMatchObject({ allowance: { used: 2 } });
  expect(await linksOf(account.profileId)).toHaveLength(2);
});

test('an association that its owner removed, or whose profile moved on, is not continued', async () => {
  const removed = await aLeaver(leaving(2, 0));
  await service.remove(removed.person);
  service.clock.moveTo(3);
  await service.catchUp();
  await deliver(service, stateOf(removed.person, { version: 3 }), { announcedAt: inDays(3) });
  expect(await service.begin(removed.person)).toMatchObject({ __typename: 'AssociationCoolOffError' });

  const moved = await aLeaver(leaving(28, -2));
  const elsewhere = aPerson();
  await service.link(elsewhere, moved.account, { days: 30.5 });
  await service.remove(elsewhere);
  await deliver(service, stateOf(moved.person, { version: 3 }), { announcedAt: inDays(30.6) });
  expect(await service.link(moved.person, moved.account, { days: 30.7 })).toMatchObject({
    __typename: 'AssociationCoolOffError',
  });
});
