import { randomUUID } from 'node:crypto';
import { allowanceChanged } from '@app/events/allowance-changed';
import { associationChanged } from '@app/events/association-changed';
import { type UserChanged, userChanged } from '@app/events/user-changed';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { aCalendar, CREATE, DELETE, eventsIn, fetchCalendar } from '../../support/calendar.js';
import { FEED, machine, operator, person, type TestCredits, testCredits } from '../../support/credits.js';

let credits: TestCredits;
let organizationId: string;
beforeAll(async () => {
  credits = await testCredits({ workers: false });
  organizationId = await credits.anOrganization();
});
afterAll(() => credits.stop());
beforeEach(() => credits.clock.set('2026-08-01T12:00:00.000Z'));

const read = async (path: string, options = {}) => {
  const response = await fetchCalendar(credits, path, options);
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const events = async (path: string) => eventsIn((await read(path)).text);
const isGone = async (path: string) => {
  const { status, headers, text } = await read(path);
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(JSON.parse(text)).toMatchObject({ status: 404, detail: expect.stringContaining('Create a new one') });
  return { status, text };
};
const shown = async (user: UserChanged, caller: Caller = person(user.id, user.organizationId)) => {
  const answer = await credits.entity('User', user.id, 'calendarFeed { createdAt lastReadAt }', caller);
  return (answer.data?._entities[0] as { calendarFeed?: object } | null)?.calendarFeed;
};
const change = async (caller: Caller, mutation: string) =>
  (await credits.as(caller)).execute<{ result: { __typename: string; message?: string } }>(mutation);
const tellNextDate = (user: UserChanged, nextAssociationAt: string | null, version = 1, id = randomUUID()) =>
  credits.tell(allowanceChanged.type, {
    ...{ id, version, userId: user.id, organizationId: user.organizationId, source: 'MICROSOFT_LEARN' },
    nextAssociationAt,
  });

/** A linked user whose certification expires on 2027-06-30, with a calendar. */
async function aUserWithCalendar() {
  const user = await credits.aUser(organizationId);
  const link = await credits.aLink(user);
  const externalId = randomUUID();
  const achievedAt = '2026-06-30T10:00:00.000Z';
  await credits.record([{ externalId, profileId: link.profileId, credentialCode: 'AZ-ADMIN', achievedAt }]);
  return { user, link, externalId, path: await aCalendar(credits, user) };
}

describe('the calendar of a user', () => {
  it('has renewals that open, expiries and the next association date as all-day events', async () => {
    const { user, path } = await aUserWithCalendar();
    await tellNextDate(user, '2026-08-20T09:14:00.000Z');
    expect(await events(path)).toMatchObject([
      { day: '2026-08-20', isAllDay: true, summary: 'Microsoft Learn: next association possible' },
      { day: '2027-01-01', isAllDay: true, summary: 'Renewal opens: Azure Administrator Associate' },
      { day: '2027-06-30', isAllDay: true, summary: 'Expires: Azure Administrator Associate' },
    ]);
  });

  it('has no name, address or profile id', async () => {
    const { user, link, path } = await aUserWithCalendar();
    const { text } = await read(path);
    expect(text).toContain('Azure Administrator Associate');
    for (const secret of [user.email, user.displayName, user.id, organizationId, link.profileId, link.id])
      expect(text).not.toContain(secret);
  });

  it('keeps its events when a renewal moves them, with a higher sequence and a later modification', async () => {
    const { link, path } = await aUserWithCalendar();
    const before = await events(path);
    credits.clock.set('2027-02-01T12:00:00.000Z');
    await credits.record([
      { profileId: link.profileId, credentialCode: 'AZ-ADMIN', achievedAt: '2027-02-01T10:00:00.000Z' },
    ]);
    const after = await events(path);
    expect(after.map(({ uid, day }) => [uid, day])).toEqual([
      [before[0]?.uid, '2028-01-02'],
      [before[1]?.uid, '2028-06-30'],
    ]);
    for (const [index, { sequence, modified }] of after.entries()) {
      expect(sequence).toBeGreaterThan(before[index]?.sequence ?? Number.POSITIVE_INFINITY);
      expect(modified).toBe('2027-02-01T12:00:00.000Z');
    }
  });

  it('follows the newest next date, in any order of events, and leaves out one that is over for a month', async () => {
    const user = await credits.aUser(organizationId);
    const [path, id] = [await aCalendar(credits, user), randomUUID()];
    await tellNextDate(user, '2026-08-20T09:14:00.000Z', 2, id);
    await tellNextDate(user, '2026-08-10T09:14:00.000Z', 1, id);
    const [before] = await events(path);
    expect(before).toMatchObject({ day: '2026-08-20', sequence: 1 });
    await tellNextDate(user, '2026-09-01T00:00:00.000Z', 3, id);
    expect(await events(path)).toMatchObject([{ uid: before?.uid, day: '2026-09-01', sequence: 2 }]);
    credits.clock.set('2026-10-03T00:00:00.000Z');
    expect(await events(path)).toEqual([]);
    credits.clock.set('2026-08-01T12:00:00.000Z');
    await tellNextDate(user, null, 4, id);
    expect(await events(path)).toEqual([]);
  });

  it('has nothing of a revoked achievement, an ended link or another user', async () => {
    const [revoked, ended, other] = [await aUserWithCalendar(), await aUserWithCalendar(), await aUserWithCalendar()];
    const input = { source: 'MICROSOFT_LEARN', externalId: revoked.externalId, reason: 'cheating' };
    const REVOKE = 'mutation ($input: RevokeAchievementInput!) { revokeAchievement(input: $input) { __typename } }';
    expectNoErrors(await (await credits.as(FEED)).execute(REVOKE, { input }));
    const endedAt = '2026-07-31T00:00:00.000Z';
    await credits.tell(associationChanged.type, { ...ended.link, version: 2, endedAt, endReason: 'REMOVED_BY_USER' });
    expect(await events(revoked.path)).toEqual([]);
    expect(await events(ended.path)).toEqual([]);
    expect(await events(other.path)).toHaveLength(2);
  });

  it('is sent once: a client that has it gets 304 until something changes', async () => {
    const { user, path } = await aUserWithCalendar();
    const { headers, text } = await read(path);
    const tag = headers.get('etag') ?? '';
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, no-cache',
      'content-disposition': 'attachment; filename="skill-link.ics"',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex, nofollow',
    });
    credits.clock.set('2026-08-02T12:00:00.000Z');
    expect(await read(path, { headers: { 'if-none-match': tag } })).toMatchObject({ status: 304, text: '' });
    const head = await read(path, { method: 'HEAD' });
    expect([head.status, head.text, head.headers.get('content-length')]).toEqual([
      200,
      '',
      String(Buffer.byteLength(text)),
    ]);
    await tellNextDate(user, '2026-08-20T09:14:00.000Z');
    expect(await read(path, { headers: { 'if-none-match': tag } })).toMatchObject({ status: 200 });
  });
});

describe('the address of a calendar', () => {
  it('is shown once and stored as a hash', async () => {
    const { user, path } = await aUserWithCalendar();
    const secret = path.split('/').at(-1)?.replace('.ics', '') ?? '';
    expect(secret).toMatch(/^[\w-]{43}$/);
    const dump = JSON.stringify(await credits.sql('SELECT calendar_feed::text FROM credits.calendar_feed'));
    expect(dump).not.toContain(secret);
    expect(await shown(user)).toEqual({ createdAt: '2026-08-01T12:00:00.000Z', lastReadAt: null });
    await read(path);
    credits.clock.set('2026-08-01T12:00:30.000Z');
    await read(path);
    expect(await shown(user)).toMatchObject({ lastReadAt: '2026-08-01T12:00:00.000Z' });
  });

  it('is replaced by a second one, also by two at once, and opens nothing any more', async () => {
    const { user, path } = await aUserWithCalendar();
    const paths = await Promise.all([aCalendar(credits, user), aCalendar(credits, user)]);
    await isGone(path);
    const statuses = await Promise.all(paths.map(async (one) => (await read(one)).status));
    expect(statuses.sort()).toEqual([200, 404]);
  });

  it('answers alike when it is wrong, unknown, deleted, replaced or without an ending', async () => {
    const { user, path } = await aUserWithCalendar();
    const other = await aUserWithCalendar();
    const [, , id, name = ''] = path.split('/');
    const wrong = [
      `/calendar/${id}/${'A'.repeat(43)}.ics`,
      `/calendar/${id}/${other.path.split('/')[3]}`,
      `/calendar/${id}/.ics`,
      `/calendar/${id}/${name.replace('.ics', '')}`,
      `/calendar/${id}/${encodeURIComponent("' OR 1=1 --")}.ics`,
      `/calendar/${randomUUID()}/${name}`,
      `/calendar/no-uuid/${name}`,
      `/calendar/%00/${name}`,
    ];
    await change(person(user.id, organizationId), DELETE);
    const answers = [];
    for (const address of [path, ...wrong]) answers.push(await isGone(address));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await read(other.path)).status).toBe(200);
  });

  it.each<[string, Partial<UserChanged>]>([
    ['deactivated', { status: 'DEACTIVATED', deactivatedAt: '2026-08-01T12:00:00.000Z' }],
    ['deleted', { status: 'DELETED', deletedAt: '2026-08-01T12:00:00.000Z' }],
  ])('opens nothing once the user is %s, and the calendar again when the user is back', async (_, gone) => {
    const { user, path } = await aUserWithCalendar();
    await credits.tell(userChanged.type, { ...user, ...gone, version: 2, leavesReportAt: '2026-09-10T00:00:00.000Z' });
    await isGone(path);
    await credits.tell(userChanged.type, { ...user, version: 3 });
    expect((await read(path)).status).toBe(200);
  });

  it('needs the gateway: a request without its token is rejected', async () => {
    const { path } = await aUserWithCalendar();
    expect((await fetch(credits.url + path)).status).toBe(401);
  });
});

describe('createCalendarFeed and deleteCalendarFeed', () => {
  it('are for the person alone: no program, no operator and no delegated token', async () => {
    const { user } = await aUserWithCalendar();
    const own = person(user.id, organizationId);
    const callers: Caller[] = [
      { ...own, delegated: true },
      machine(organizationId, 'users:write'),
      operator('users:write'),
    ];
    for (const caller of callers)
      for (const mutation of [CREATE, DELETE]) expect(errorCode(await change(caller, mutation))).toBe('FORBIDDEN');
    for (const mutation of [CREATE, DELETE])
      expect(errorCode(await change({ kind: 'anonymous' }, mutation))).toBe('UNAUTHENTICATED');
    expect(await shown(user)).not.toBeNull();
  });

  it('show the calendar to its user alone, whatever role or permission others have', async () => {
    const { user } = await aUserWithCalendar();
    const others: Caller[] = [
      person(randomUUID(), organizationId, ['GLOBAL_ADMIN']),
      machine(organizationId, 'reports:read.pii'),
      operator('reports:read.pii'),
    ];
    for (const caller of others) expect(await shown(user, caller)).toBeNull();
    expect(await shown(user, person(user.id, randomUUID(), ['GLOBAL_ADMIN']))).toBeFalsy();
  });

  it('delete once: a second time says that there is none', async () => {
    const { user } = await aUserWithCalendar();
    const own = person(user.id, organizationId);
    expect(expectNoErrors(await change(own, DELETE)).result).toEqual({
      ...{ __typename: 'DeleteCalendarFeedSuccess', userId: user.id },
    });
    expect(expectNoErrors(await change(own, DELETE)).result).toMatchObject({
      __typename: 'CalendarFeedNotFoundError',
      message: expect.stringContaining('createCalendarFeed'),
    });
    expect(await shown(user)).toBeNull();
  });

  it('work before the first event about the user, whose calendar opens with it', async () => {
    const user = { id: randomUUID(), organizationId };
    const path = await aCalendar(credits, user);
    await isGone(path);
    await credits.aUser(organizationId, { id: user.id });
    expect((await read(path)).status).toBe(200);
  });
});
