import { randomUUID } from 'node:crypto';
import type { UserChanged } from '@app/events/user-changed';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { aPerson, type TestAssociation, testAssociation } from '../../support/association.js';
import { aMember, askRoster } from '../../support/roster.js';
import { deliver, stateOf } from '../../support/user-events.js';

const DAY = 24 * 3_600_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();

let service: TestAssociation;
beforeAll(async () => {
  service = await testAssociation();
});
afterAll(() => service.stop());
afterEach(() => service.clock.moveTo(0));

test('lists every user who is invited, active or leaving by name, with the state of their links', async () => {
  const admin = aPerson(undefined, ['ACCOUNT_ADMIN']);
  const here = admin.organizationId;
  const linked = aPerson(here);
  const { association } = (await service.link(linked, service.anAccount())) as unknown as {
    association: { startedAt: string };
  };
  await deliver(service, stateOf(linked, { displayName: 'Bea' }));
  const invited = await aMember(service, here, { displayName: 'anna', status: 'INVITED' });
  const unlinked = await aMember(service, here, { displayName: 'Cleo' });
  const leavesReportAt = inDays(5);
  const leaver = await aMember(service, here, { displayName: 'Dora', status: 'DELETED', leavesReportAt });
  await aMember(service, here, { displayName: 'Gone', status: 'DELETED', leavesReportAt: inDays(-1) });
  await aMember(service, here, { displayName: 'Barred', status: 'DEACTIVATED' });
  await aMember(service, randomUUID(), { displayName: 'Elsewhere' });

  const { roster } = await askRoster(service, admin, here);
  expect(roster?.totalCount).toBe(4);
  const unlinkedFields = { linkedSources: [], linkedSince: null, leavesReportAt: null };
  expect(roster?.nodes).toEqual([
    { ...unlinkedFields, id: invited.id, user: { id: invited.id }, state: 'INVITATION_PENDING' },
    {
      ...{ id: linked.userId, user: { id: linked.userId }, state: 'LINKED', leavesReportAt: null },
      ...{ linkedSources: ['MICROSOFT_LEARN'], linkedSince: association.startedAt },
    },
    { ...unlinkedFields, id: unlinked.id, user: { id: unlinked.id }, state: 'NOT_LINKED' },
    { ...unlinkedFields, id: leaver.id, user: { id: leaver.id }, state: 'LEAVING', leavesReportAt },
  ]);
});

test('leaving takes precedence over everything, an open invitation over links', async () => {
  const admin = aPerson(undefined, ['GLOBAL_ADMIN']);
  const person = aPerson(admin.organizationId);
  await service.link(person, service.anAccount());
  let version = 1;
  const stateAfter = async (news: Partial<UserChanged>) => {
    version += 1;
    await deliver(service, stateOf(person, { ...news, version }));
    return (await askRoster(service, admin, admin.organizationId)).roster?.nodes[0]?.state;
  };
  const leavesReportAt = inDays(2);
  expect(await stateAfter({ status: 'ACTIVE', leavesReportAt })).toBe('LEAVING');
  expect(await stateAfter({ status: 'INVITED', leavesReportAt })).toBe('LEAVING');
  expect(await stateAfter({ status: 'INVITED' })).toBe('INVITATION_PENDING');
  expect(await stateAfter({ status: 'ACTIVE' })).toBe('LINKED');
});

test('a leaver keeps their links until the refresh, and is gone with it before any job has run', async () => {
  const admin = aPerson(undefined, ['GLOBAL_ADMIN']);
  const leaver = aPerson(admin.organizationId);
  await service.link(leaver, service.anAccount());
  await deliver(service, stateOf(leaver, { status: 'DEACTIVATED', leavesReportAt: inDays(2) }));
  const asked = async () => (await askRoster(service, admin, admin.organizationId)).roster;
  expect((await asked())?.nodes).toMatchObject([{ state: 'LEAVING', linkedSources: ['MICROSOFT_LEARN'] }]);
  service.clock.moveTo(3);
  expect(await asked()).toMatchObject({ nodes: [], totalCount: 0 });
  await service.catchUp();
  expect(await asked()).toMatchObject({ nodes: [], totalCount: 0 });
});

test('is filtered by state, by source and by a part of name or address, all at once', async () => {
  const reader = aPerson(undefined, ['EXECUTIVE_REPORT_VIEWER']);
  const here = reader.organizationId;
  const person = aPerson(here);
  await service.link(person, service.anAccount('university'), { source: 'PARTNER_UNIVERSITY' });
  await deliver(service, stateOf(person, { displayName: 'Zoë Quist', email: 'zoe@firm.example' }));
  const other = await aMember(service, here, { displayName: 'Yves', email: 'y.quist@firm.example' });
  const ids = async (filter: object) => {
    const { roster } = await askRoster(service, reader, here, { filter });
    return { ids: roster?.nodes.map(({ id }) => id), total: roster?.totalCount };
  };
  expect(await ids({ search: 'QUIST' })).toEqual({ ids: [other.id, person.userId], total: 2 });
  expect(await ids({ search: 'zoë' })).toEqual({ ids: [person.userId], total: 1 });
  expect(await ids({ search: '%' })).toEqual({ ids: [], total: 0 });
  expect(await ids({ state: ['NOT_LINKED'] })).toEqual({ ids: [other.id], total: 1 });
  expect(await ids({ state: ['NOT_LINKED', 'LINKED', 'LINKED'] })).toEqual({
    ids: [other.id, person.userId],
    total: 2,
  });
  expect(await ids({ state: [] })).toMatchObject({ total: 2 });
  expect(await ids({ source: 'PARTNER_UNIVERSITY' })).toEqual({ ids: [person.userId], total: 1 });
  expect(await ids({ source: 'MICROSOFT_LEARN' })).toEqual({ ids: [], total: 0 });
  expect(await ids({ state: ['NOT_LINKED'], search: 'zoe' })).toEqual({ ids: [], total: 0 });
});

test('a search is counted exactly up to 10,000 people, and beyond that not at all', async () => {
  const admin = aPerson(undefined, ['PARTNER_ADMIN']);
  const here = admin.organizationId;
  await service.sql(
    `INSERT INTO association.member (user_id, version, organization_id, email, display_name, status, invited_at)
     SELECT uuidv7(), 1, $1, 'p' || n || '@many.example', 'Person ' || n, 'ACTIVE', now() FROM generate_series(1, 10001) n`,
    [here],
  );
  const total = async (filter: object) =>
    (await askRoster(service, admin, here, { first: 1, filter })).roster?.totalCount;
  expect(await total({ search: 'person' })).toBeNull();
  expect(await total({ search: '@MANY.example', state: ['LINKED'] })).toBe(0);
  expect(await total({ search: 'person 1000' })).toBe(3);
  expect(await total({})).toBe(10_001);
  await service.sql('UPDATE association.member SET status = $2 WHERE organization_id = $1 AND display_name = $3', [
    ...[here, 'DEACTIVATED', 'Person 1'],
  ]);
  expect(await total({ search: 'person' })).toBe(10_000);
});

describe('in another order', () => {
  const inDaysOf2026 = (days: number) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString();
  /** Nine users: three linked on two days, two leavers, the others neither; with equal names. */
  const aRoster = async () => {
    const admin = aPerson(undefined, ['PARTNER_ADMIN']);
    const here = admin.organizationId;
    const people: Record<string, string> = {};
    const add = async (name: string, displayName: string, more: Partial<UserChanged> = {}, linkedOn?: number) => {
      const { id } = await aMember(service, here, { displayName, ...more });
      people[id] = name;
      if (linkedOn !== undefined)
        await service.sql(
          `INSERT INTO association.association (source, profile_id, user_id, organization_id, started_at)
           VALUES ('MICROSOFT_LEARN', $1, $2, $3, $4)`,
          [service.anAccount().profileId, id, here, inDaysOf2026(linkedOn)],
        );
    };
    await add('linked later', 'Dora', {}, 20);
    await add('linked first', 'Émile', {}, 10);
    await add('linked later too', 'anna', {}, 20);
    await add('invited', 'Bea', { status: 'INVITED' });
    await add('leaves second', 'Aaron', { status: 'DELETED', leavesReportAt: inDays(40) }, 15);
    await add('leaves first', 'Zoë', { status: 'DEACTIVATED', leavesReportAt: inDays(10) });
    await add('gone', 'Gone', { status: 'DELETED', leavesReportAt: inDays(-1) });
    await add('nothing', 'Cleo');
    await add('nothing either', 'Cleo 2');
    const list = async (orderBy: string | null, first: number) => {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const { roster } = await askRoster(service, admin, here, { first, after, orderBy });
        seen.push(...(roster?.nodes.map(({ id }) => people[id] ?? id) ?? []));
        after = roster?.pageInfo.hasNextPage ? roster.pageInfo.endCursor : null;
      } while (after !== null);
      return seen;
    };
    return { admin, here, list };
  };
  const BY_NAME = [
    ...['leaves second', 'linked later too', 'invited', 'nothing', 'nothing either', 'linked later'],
    ...['leaves first', 'linked first'],
  ];
  const byName = (...but: string[]) => BY_NAME.filter((name) => !but.includes(name));

  test('lists the same users page by page as at once, without a loss or a repetition', async () => {
    const { list } = await aRoster();
    const linked = ['linked first', 'leaves second', 'linked later too', 'linked later'];
    const leaving = ['leaves first', 'leaves second'];
    const orders: Record<string, string[]> = {
      NAME_ASC: BY_NAME,
      NAME_DESC: BY_NAME.toReversed(),
      LINKED_SINCE_ASC: [...linked, ...byName(...linked)],
      LINKED_SINCE_DESC: [...linked.toReversed(), ...byName(...linked).toReversed()],
      LEAVES_REPORT_AT_ASC: [...leaving, ...byName(...leaving)],
    };
    for (const [order, expected] of Object.entries(orders))
      for (const first of [100, 1, 3])
        expect([order, first, await list(order, first)]).toEqual([order, first, expected]);
    expect(await list(null, 100)).toEqual(BY_NAME);
  });

  test('accepts a cursor of that order only', async () => {
    const { admin, here } = await aRoster();
    for (const [given, taken] of [
      ['NAME_ASC', 'NAME_DESC'],
      ['LINKED_SINCE_ASC', 'LINKED_SINCE_DESC'],
      ['LEAVES_REPORT_AT_ASC', 'NAME_ASC'],
    ]) {
      const { roster } = await askRoster(service, admin, here, { first: 1, orderBy: String(given) });
      const after = roster?.pageInfo.endCursor ?? '';
      expect(await askRoster(service, admin, here, { after, orderBy: String(taken) })).toMatchObject({
        code: 'BAD_USER_INPUT',
      });
    }
  });
});

test('pages have no loss and no repetition, also among equal names', async () => {
  const admin = aPerson(undefined, ['PARTNER_ADMIN']);
  const here = admin.organizationId;
  const members: string[] = [];
  for (const [index, status] of ['ACTIVE', 'INVITED', 'ACTIVE', 'INVITED', 'ACTIVE'].entries()) {
    const displayName = index < 3 ? 'Same Name' : `Other ${index}`;
    members.push((await aMember(service, here, { displayName, status: status as UserChanged['status'] })).id);
  }
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { roster } = await askRoster(service, admin, here, { first: 2, after });
    seen.push(...(roster?.nodes.map(({ id }) => id) ?? []));
    after = roster?.pageInfo.hasNextPage ? roster.pageInfo.endCursor : null;
  } while (after !== null);
  expect(seen).toHaveLength(5);
  expect(seen.toSorted()).toEqual(members.toSorted());

  const { roster } = await askRoster(service, admin, here, { first: 1 });
  const elsewhere = aPerson(undefined, ['PARTNER_ADMIN']);
  const cursor = roster?.pageInfo.endCursor ?? '';
  expect(await askRoster(service, elsewhere, elsewhere.organizationId, { after: cursor })).toMatchObject({
    code: 'BAD_USER_INPUT',
  });
  for (const variables of [{ first: 0 }, { first: 101 }, { after: 'x' }, { filter: { search: 'x'.repeat(201) } }]) {
    expect(await askRoster(service, admin, here, variables)).toMatchObject({ code: 'BAD_USER_INPUT' });
  }
});

test('of another organization is null', async () => {
  const admin = aPerson(undefined, ['GLOBAL_ADMIN']);
  const elsewhere = randomUUID();
  await aMember(service, elsewhere);
  expect((await askRoster(service, admin, elsewhere)).roster).toBeNull();
});
