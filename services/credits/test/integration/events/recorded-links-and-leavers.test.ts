import { associationChanged } from '@app/events/association-changed';
import { userChanged } from '@app/events/user-changed';
import { type TestCredits, testCredits } from '../../support/credits.js';
import { aMinutePasses, eventsOf } from '../../support/events.js';
import { achieve, aPerson, creditsOf, describeEveryEvent } from '../../support/recorded-events.js';

/*
 * The events about links and leavers, through the front door: events of other services and the minutes of the jobs. The
 * bodies are read by Organization.events.
 */
const START = '2026-08-01T12:00:00.000Z';

let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits({ now: START });
});
beforeEach(() => credits.clock.set(START));
afterAll(() => credits.stop());

describe('association.started and association.ended', () => {
  const of = (organizationId: string) => eventsOf(credits, organizationId, 'association.started', 'association.ended');

  it('follow the start, the end and the reinstatement of a link', async () => {
    const { organizationId, user, link } = await aPerson(credits);
    const ended = { endedAt: '2026-07-20T10:00:00.000Z', endReason: 'ACCOUNT_DELETED' as const };
    await credits.tell(associationChanged.type, { ...link, version: 2, ...ended });
    await credits.tell(associationChanged.type, { ...link, version: 3 });
    const bodies = await of(organizationId);
    expect(bodies.map(({ type, subjectVersion, timestamp }) => [type, subjectVersion, timestamp])).toEqual([
      ['association.started', 1, '2020-01-01T00:00:00.000Z'],
      ['association.ended', 2, ended.endedAt],
      ['association.started', 3, START],
    ]);
    const person = {
      associationId: link.id,
      userId: user.id,
      personRef: expect.any(String),
      source: 'MICROSOFT_LEARN',
    };
    expect(bodies.map(({ data }) => data)).toEqual([
      { ...person, startedAt: link.startedAt, reinstated: false },
      { ...person, endedAt: ended.endedAt, reason: 'ACCOUNT_DELETED' },
      { ...person, startedAt: link.startedAt, reinstated: true },
    ]);
    expect(new Set(bodies.map(({ subject }) => subject))).toEqual(new Set([link.id]));
  });

  it('are both recorded, in order, when one message replaced another that was never seen', async () => {
    const user = await credits.aUser(await credits.anOrganization());
    const end = { endedAt: '2026-07-20T10:00:00.000Z', endReason: 'MOVED_TO_ANOTHER_ORGANIZATION' as const };
    await credits.aLink(user, { version: 2, ...end });
    expect((await of(user.organizationId)).map(({ type, subjectVersion }) => [type, subjectVersion])).toEqual([
      ['association.started', 1],
      ['association.ended', 2],
    ]);
  });

  it('are recorded once when a message is delivered twice, late or concurrently', async () => {
    const { organizationId, link } = await aPerson(credits);
    const ended = { ...link, version: 2, endedAt: '2026-07-20T10:00:00.000Z', endReason: 'REMOVED_BY_USER' };
    await Promise.all([ended, ended, link, ended].map((body) => credits.tell(associationChanged.type, body)));
    await credits.tell(associationChanged.type, link);
    expect((await of(organizationId)).map(({ type }) => type)).toEqual(['association.started', 'association.ended']);
  });
});

describe('user.leaving and user.left', () => {
  const of = (organizationId: string) => eventsOf(credits, organizationId, 'user.leaving', 'user.left');
  const leaving = (leavesReportAt: string) => ({
    status: 'DEACTIVATED' as const,
    leavesReportAt,
    leavingSince: START,
    deactivatedAt: START,
  });

  it('follow the drop date, a withdrawal, and the refresh at which the user drops', async () => {
    const { organizationId, user, profileId } = await aPerson(credits);
    await achieve(credits, profileId, ['IAM', '2026-05-04']);
    await credits.tell(userChanged.type, { ...user, version: 2, ...leaving('2026-08-10T00:00:00.000Z') });
    await credits.tell(userChanged.type, { ...user, version: 3 });
    await credits.tell(userChanged.type, { ...user, version: 4, ...leaving('2026-09-10T00:00:00.000Z') });
    credits.clock.set('2026-09-09T23:59:59.999Z');
    await aMinutePasses(credits, 'publish-due-leavers', 'publish-due-credits');
    expect((await of(organizationId)).map(({ type, data }) => [type, data.leavesReportAt])).toEqual([
      ['user.leaving', '2026-08-10T00:00:00.000Z'],
      ['user.leaving', null],
      ['user.leaving', '2026-09-10T00:00:00.000Z'],
    ]);
    credits.clock.set('2026-09-10T00:00:00.000Z');
    await aMinutePasses(credits, 'publish-due-leavers', 'publish-due-credits', 'publish-due-leavers');
    const bodies = await of(organizationId);
    expect(bodies.map(({ subjectVersion }) => subjectVersion)).toEqual([1, 2, 3, 4]);
    expect(bodies[3]).toMatchObject({ type: 'user.left', subject: user.id, timestamp: '2026-09-10T00:00:00.000Z' });
    expect(bodies[3]?.data).toMatchObject({ userId: user.id, leftAt: '2026-09-10T00:00:00.000Z' });
    expect(await creditsOf(credits, organizationId)).toEqual([
      'credit.counted 1 IAM',
      'credit.dropped 2 IAM PERSON_LEFT',
    ]);
    // Back after the refresh.
    await credits.tell(userChanged.type, { ...user, version: 5 });
    expect((await of(organizationId)).at(-1)).toMatchObject({ type: 'user.leaving', subjectVersion: 5 });
    expect((await creditsOf(credits, organizationId)).at(-1)).toBe('credit.counted 3 IAM');
  });

  it('are both recorded when the event arrives after the drop date, and once when it arrives again', async () => {
    const organizationId = await credits.anOrganization();
    const user = await credits.aUser(organizationId);
    const gone = { ...user, version: 2, ...leaving('2026-07-10T00:00:00.000Z') };
    await Promise.all([1, 2, 3].map(() => credits.tell(userChanged.type, gone)));
    await credits.tell(userChanged.type, { ...gone, version: 3, displayName: 'Another name' });
    await aMinutePasses(credits, 'publish-due-leavers');
    const bodies = await of(organizationId);
    expect(bodies.map(({ type }) => type)).toEqual(['user.leaving', 'user.left']);
    // The user never linked a profile.
    expect(bodies[0]?.data.personRef).toBeNull();
  });
});

describeEveryEvent(() => credits, ['association.started', 'association.ended', 'user.leaving', 'user.left']);
