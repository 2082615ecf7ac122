import type { AssociationChanged } from '@app/events/association-changed';
import { associationChanged } from '@app/events/association-changed';
import type { ReminderDue } from '@app/events/reminder-due';
import { type UserChanged, userChanged } from '@app/events/user-changed';
import type { DataSource } from 'typeorm';
import { creditsDataSource } from '../../../src/database/data-source.js';
import { decideReminders } from '../../../src/renewals/application/decide-reminders.js';
import { remindOfRenewals } from '../../../src/renewals/application/remind-of-renewals.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { FEED, type TestCredits, testCredits } from '../../support/credits.js';

const REVOKE = `mutation ($input: RevokeAchievementInput!) { revokeAchievement(input: $input) { __typename } }`;
const rules = loadRules();

let credits: TestCredits;
let dataSource: DataSource;
let organizationId: string;
beforeAll(async () => {
  credits = await testCredits({ workers: false });
  dataSource = await creditsDataSource(credits.database.appUrl).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await credits.stop();
});

beforeEach(async () => {
  credits.clock.set('2026-06-01T12:00:00.000Z');
  organizationId = await credits.anOrganization();
  await credits.sql('DELETE FROM credits.renewal_progress');
  await credits.sql('DELETE FROM credits.renewal_reminder');
  await credits.sql('DELETE FROM credits_worker._private_jobs');
  await run();
});

const work = () => ({ dataSource, clock: credits.clock, rules });
const run = () => remindOfRenewals(work());
/** Runs the job on a day, as at its first minute. */
async function runOn(day: string): Promise<void> {
  credits.clock.set(`${day}T00:00:07.000Z`);
  await run();
}
async function runEveryDay(from: string, to: string): Promise<void> {
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000)
    await runOn(new Date(at).toISOString().slice(0, 10));
}
const mails = async (): Promise<ReminderDue[]> =>
  (
    await credits.sql<{ data: ReminderDue }>(
      `SELECT payload->'envelope'->'data' AS data FROM credits_worker._private_jobs
        WHERE payload->'envelope'->>'type' = 'reminder.due.v1' AND payload->>'consumer' = 'identity'
          AND payload->'envelope'->'data'->>'organizationId' = $1 ORDER BY id`,
      [organizationId],
    )
  ).map(({ data }) => data);
const subjects = async () => (await mails()).map(({ subject }) => subject);

type Linked = { readonly user: UserChanged; readonly link: AssociationChanged };
async function aLinkedUser(user: Partial<UserChanged> = {}, link: Partial<AssociationChanged> = {}): Promise<Linked> {
  const created = await credits.aUser(organizationId, user);
  return { user: created, link: await credits.aLink(created, link) };
}
const achieve = ({ link: { profileId } }: Linked, achievedOn: string, more: object = {}) =>
  credits.record([{ profileId, credentialCode: 'AZ-ADMIN', achievedAt: `${achievedOn}T10:00:00.000Z`, ...more }]);

describe('reminders of an expiry (R37)', () => {
  it('come when the renewal opens and 90, 60 and 30 days before it, at midnight, one mail each', async () => {
    const person = await aLinkedUser();
    await achieve(person, '2026-02-01');
    for (const [from, to] of [
      ['2026-08-03', '2026-08-06'],
      ['2026-11-02', '2026-11-05'],
      ['2026-12-02', '2026-12-05'],
      ['2027-01-01', '2027-01-04'],
      ['2027-01-31', '2027-02-03'],
    ] as const)
      await runEveryDay(from, to);
    const title = rules.catalog.get('AZ-ADMIN')?.title;
    const sent = await mails();
    expect(sent.map(({ notAfter }) => notAfter)).toEqual([
      '2026-11-03T00:00:00.000Z',
      '2026-12-03T00:00:00.000Z',
      '2027-01-02T00:00:00.000Z',
      '2027-02-02T00:00:00.000Z',
    ]);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(4);
    for (const mail of sent)
      expect(mail).toMatchObject({
        ...{ kind: 'RENEWAL', organizationId, userId: person.user.id },
        subject: `${title} expires on 1 February 2027`,
        action: { path: '/profile' },
      });
  });

  it('of several credentials of a person come in one mail, and those of two people in two', async () => {
    const [one, other] = [await aLinkedUser(), await aLinkedUser()];
    await achieve(one, '2026-01-01');
    await achieve(one, '2026-01-01', { credentialCode: 'SEC-OPS' });
    await achieve(other, '2026-01-01');
    await runOn('2026-07-05');
    const sent = await mails();
    expect(sent.map(({ userId, paragraphs }) => [userId, paragraphs.length]).sort()).toEqual(
      [
        [one.user.id, 3],
        [other.user.id, 2],
      ].sort(),
    );
  });

  it('come once, also after a second run, two runs at once and a restored clock', async () => {
    await achieve(await aLinkedUser(), '2026-01-01');
    credits.clock.set('2026-07-05T00:00:00.000Z');
    await Promise.all([run(), run(), run()]);
    await runOn('2026-07-04');
    await runOn('2026-07-05');
    await runOn('2026-07-06');
    expect(await mails()).toHaveLength(1);
  });

  it('are completed by the next run when a process is killed between the decision and the publication', async () => {
    const people = [await aLinkedUser(), await aLinkedUser()];
    for (const person of people) await achieve(person, '2026-01-01');
    credits.clock.set('2026-07-05T00:00:07.000Z');
    await decideReminders(work());
    expect(await mails()).toEqual([]);
    await credits.sql(
      `CREATE FUNCTION credits.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'killed'; END $$;
       CREATE TRIGGER fails BEFORE UPDATE ON credits.renewal_reminder EXECUTE FUNCTION credits.fail()`,
    );
    await expect(run()).rejects.toThrow('killed');
    expect(await mails()).toEqual([]);
    await credits.sql('DROP FUNCTION credits.fail() CASCADE');
    await run();
    await run();
    expect((await mails()).map(({ userId }) => userId).sort()).toEqual(people.map(({ user }) => user.id).sort());
  });

  it('of missed days are caught up, the last one alone', async () => {
    await achieve(await aLinkedUser(), '2026-02-01');
    await runOn('2026-12-20');
    expect((await mails()).map(({ notAfter }) => notAfter)).toEqual(['2027-01-02T00:00:00.000Z']);
    await runOn('2027-02-02');
    expect(await mails()).toHaveLength(1);
  });

  it('of days before the first run, an import or a link never come', async () => {
    await achieve(await aLinkedUser(), '2025-08-20');
    await runOn('2026-06-02');
    const late = await aLinkedUser();
    await credits.sql('DELETE FROM credits.renewal_progress');
    await achieve(late, '2025-07-15');
    await run();
    await runOn('2026-06-03');
    expect(await mails()).toEqual([]);
    await runOn('2026-06-15');
    expect((await mails()).map(({ userId }) => userId)).toEqual([late.user.id]);
  });

  it('begin again with a renewal, for the new expiry', async () => {
    const person = await aLinkedUser();
    await achieve(person, '2026-02-01');
    await runEveryDay('2026-08-04', '2026-08-06');
    expect(await mails()).toHaveLength(1);
    await achieve(person, '2026-08-05');
    for (const day of ['2026-11-03', '2026-12-03', '2027-01-02', '2027-08-04']) await runOn(day);
    expect(await mails()).toHaveLength(1);
    await runOn('2027-08-05');
    expect(await subjects()).toEqual([
      expect.stringMatching('1 February 2027'),
      expect.stringMatching('1 February 2028'),
    ]);
  });

  it.each<[string, (person: Linked) => Promise<unknown>]>([
    ['is revoked', (person) => revoke(person)],
    ['belongs to a link that ended', ({ link }) => credits.tell(associationChanged.type, ended(link))],
    ['belongs to a deactivated user', ({ user }) => credits.tell(userChanged.type, deactivated(user))],
    ['is renewed', (person) => achieve(person, '2026-07-20')],
  ])('do not come for an achievement that %s, also when it was decided before', async (_, change) => {
    const person = await aLinkedUser();
    await achieve(person, '2026-01-01', { externalId: `of-${person.user.id}` });
    credits.clock.set('2026-07-05T00:00:07.000Z');
    await decideReminders(work());
    credits.clock.set('2026-07-21T12:00:00.000Z');
    await change(person);
    await run();
    expect(await mails()).toEqual([]);
    credits.clock.set('2026-10-03T00:00:07.000Z');
    await run();
    expect(await mails()).toEqual([]);
  });

  it('do not come to an invited user', async () => {
    await achieve(await aLinkedUser({ status: 'INVITED' }), '2026-01-01');
    await runOn('2026-07-05');
    expect(await mails()).toEqual([]);
  });

  it('begin 90 days before the expiry of a retired credential, and stop when its successor is held', async () => {
    const [one, other] = [await aLinkedUser(), await aLinkedUser()];
    for (const person of [one, other]) await achieve(person, '2026-01-15', { credentialCode: 'AZ-DS' });
    await achieve(other, '2026-05-01', { credentialCode: 'MLOPS' });
    await runEveryDay('2026-10-16', '2026-10-18');
    expect(await mails()).toMatchObject([{ userId: one.user.id, notAfter: '2026-11-16T00:00:00.000Z' }]);
  });

  it('have no name, address or profile id', async () => {
    const person = await aLinkedUser();
    await achieve(person, '2026-01-01');
    await runOn('2026-07-05');
    const text = JSON.stringify(await mails());
    expect(text).toContain(person.user.id);
    for (const secret of [person.user.email, person.user.displayName, person.link.profileId])
      expect(text).not.toContain(secret);
  });

  it('of many people leave in batches, one mail each, in any number of runs', async () => {
    await credits.sql(
      `WITH person AS (SELECT gen_random_uuid() AS id, 7000000 + number AS profile FROM generate_series(1, 450) AS number),
       users AS (INSERT INTO credits.user_account (id, version, organization_id, email, display_name, status)
         SELECT id, 1, $1, 'ada@contoso.example', 'Ada', 'ACTIVE' FROM person),
       links AS (INSERT INTO credits.association (id, version, source, profile_id, user_id, organization_id, started_at)
         SELECT gen_random_uuid(), 1, 'MICROSOFT_LEARN', profile, id, $1, '2026-01-01' FROM person)
       INSERT INTO credits.achievement (source, profile_id, credential_code, achieved_at, expires_on, recorded_at)
       SELECT 'MICROSOFT_LEARN', profile, code, '2026-01-01', '2027-01-01', '2026-01-01'
         FROM person CROSS JOIN unnest(ARRAY['AZ-ADMIN', 'SEC-OPS']) AS code`,
      [organizationId],
    );
    await runOn('2026-07-05');
    await run();
    const sent = await mails();
    expect(new Set(sent.map(({ userId }) => userId)).size).toBe(450);
    expect(sent).toHaveLength(450);
  });
});

async function revoke({ user }: Linked): Promise<void> {
  const input = { source: 'MICROSOFT_LEARN', externalId: `of-${user.id}`, reason: 'cheating' };
  const { errors } = await (await credits.as(FEED)).execute(REVOKE, { input });
  expect(errors).toBeUndefined();
}

function ended(link: AssociationChanged): AssociationChanged {
  return { ...link, version: 2, endedAt: '2026-07-10T00:00:00.000Z', endReason: 'REMOVED_BY_USER' };
}

function deactivated(user: UserChanged): UserChanged {
  const at = '2026-07-10T00:00:00.000Z';
  return { ...user, version: 2, status: 'DEACTIVATED', deactivatedAt: at, leavesReportAt: '2026-08-10T00:00:00.000Z' };
}
