import { randomUUID } from 'node:crypto';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { aPerson, type LearningLogin, type TestAssociation, testAssociation } from '../../support/association.js';
import { PENDING, USER } from '../../support/operations.js';
import { deliver, stateOf } from '../../support/user-events.js';

const MERGE = `mutation ($input: RecordProfileMergeInput!) { recordProfileMerge(input: $input) { __typename
  ... on RecordProfileMergeSuccess { association { id status startedAt } }
  ... on UserError { message } } }`;
const OPERATOR: Caller = { kind: 'operator', clientId: 'learn', permissions: ['achievements:write'] };

let service: TestAssociation;
beforeAll(async () => {
  service = await testAssociation();
});
afterAll(() => service.stop());
afterEach(() => service.clock.moveTo(0));

type Merged = { __typename: string; association: { id: string; startedAt: string } | null; message?: string };
const input = (from: LearningLogin, into: LearningLogin, more: object = {}) => ({
  ...{ source: 'MICROSOFT_LEARN', fromProfileId: from.profileId, intoProfileId: into.profileId },
  mergedAt: '2026-01-05T00:00:00.000Z',
  ...more,
});
const ask = async (caller: Caller, variables: object) =>
  (await service.as(caller)).execute<{ recordProfileMerge: Merged }>(MERGE, { input: variables });
const merge = async (from: LearningLogin, into: LearningLogin, more: object = {}): Promise<Merged> => {
  const { data, errors } = await ask(OPERATOR, input(from, into, more));
  if (!data) throw new Error(JSON.stringify(errors));
  return data.recordProfileMerge;
};
const bodies = async (type: string, profileId: string) =>
  (
    await service.sql<{ data: Record<string, unknown> }>(
      `SELECT payload->'envelope'->'data' AS data FROM association_worker._private_jobs
        WHERE payload->'envelope'->>'type' = $1 AND $2 = ANY (ARRAY[payload->'envelope'->'data'->>'profileId',
          payload->'envelope'->'data'->>'fromProfileId']) ORDER BY id`,
      [type, profileId],
    )
  ).map(({ data }) => data);
const shown = async (person: ReturnType<typeof aPerson>) => {
  const { data } = await (await service.as(person)).execute<{
    _entities: {
      activeAssociation: { profileId: string } | null;
      associationAllowance: { used: number; nextAssociationAt: string };
    }[];
  }>(USER, { representations: [{ __typename: 'User', id: person.userId }] });
  return data?._entities[0];
};
const linked = async (account: LearningLogin, days = 0) => {
  const person = aPerson();
  const result = await service.link(person, account, { days });
  expect(result).toMatchObject({ __typename: 'ConfirmAssociationSuccess' });
  return { person, startedAt: (result as unknown as { association: { startedAt: string } }).association.startedAt };
};

test('the link follows the surviving profile, with an event, an activity, and no start used up', async () => {
  const [old, surviving] = [service.anAccount(), service.anAccount()];
  const { person, startedAt } = await linked(old);
  expect(await merge(old, surviving)).toMatchObject({
    __typename: 'RecordProfileMergeSuccess',
    association: { status: 'ACTIVE', startedAt },
  });
  expect(await shown(person)).toMatchObject({
    activeAssociation: { profileId: surviving.profileId },
    associationAllowance: { used: 1 },
  });
  expect(await bodies('association.profile.merged.v1', old.profileId)).toMatchObject([
    { version: 1, source: 'MICROSOFT_LEARN', fromProfileId: old.profileId, intoProfileId: surviving.profileId },
  ]);
  expect(await bodies('association.changed.v1', surviving.profileId)).toMatchObject([{ version: 2, endedAt: null }]);
  const kinds = await service.sql<{ kind: string; actor: string }>(
    'SELECT kind, actor FROM association.activity WHERE user_id = $1 ORDER BY id',
    [person.userId],
  );
  expect(kinds).toMatchObject([{ kind: 'STARTED' }, { kind: 'MERGED', actor: 'operator:learn' }]);
});

test('a sign-in with either id is of the surviving profile, also one that was proved before the merge', async () => {
  const [old, surviving] = [service.anAccount(), service.anAccount()];
  const { person } = await linked(old);
  const [elsewhere, another] = [aPerson(), aPerson()];
  const before = await service.prove(elsewhere, old, { days: 31 });
  await merge(old, surviving);
  expect((await service.ask(elsewhere, PENDING, before)).data?.pendingAssociation).toMatchObject({
    profileId: surviving.profileId,
    effect: 'MOVE',
    endsAssociationElsewhere: true,
  });
  expect(await service.confirm(elsewhere, before)).toMatchObject({
    association: { profileId: surviving.profileId },
    allowance: { used: 2 },
  });
  expect((await shown(person))?.activeAssociation).toBeNull();
  const later = await service.link(another, old, { days: 40 });
  expect(later).toMatchObject({ __typename: 'AssociationCoolOffError' });
});

test('starts unite: the cool-off of either limits both, and so does the year', async () => {
  const [old, surviving] = [service.anAccount(), service.anAccount()];
  const first = await linked(old);
  await service.remove(first.person);
  const second = await linked(surviving);
  await service.remove(second.person);
  await merge(old, surviving);
  expect(await shown(first.person)).toMatchObject({
    associationAllowance: {
      used: 2,
      nextAssociationAt: new Date(Date.parse(second.startedAt) + 30 * 86_400_000).toISOString(),
    },
  });
  const third = await linked(old, 31);
  service.clock.moveTo(31);
  await service.remove(third.person);
  expect(await service.link(aPerson(), surviving, { days: 62 })).toMatchObject({
    __typename: 'AssociationLimitError',
    used: 3,
  });
});

test('the database rejects what the united history rejects, past all locks', async () => {
  const [old, surviving] = [service.anAccount(), service.anAccount()];
  const start = (profileId: string, at: string, endedAt: string | null = at) =>
    service.sql(
      `INSERT INTO association.association (source, profile_id, user_id, organization_id, started_at, ended_at, end_reason)
       VALUES ('MICROSOFT_LEARN', $1, $2, $2, $3, $4, CASE WHEN $4::timestamptz IS NULL THEN NULL ELSE 'REMOVED_BY_USER' END)`,
      [profileId, randomUUID(), at, endedAt],
    );
  await start(old.profileId, '2024-01-01T00:00:00Z');
  await start(surviving.profileId, '2024-01-02T00:00:00Z', '2024-03-01T00:00:00Z');
  await merge(old, surviving);
  const rejected = (constraint: string) => ({ code: '23P01', constraint });
  await expect(start(old.profileId, '2024-01-31T23:59:59Z')).rejects.toMatchObject(
    rejected('association_profile_cool_off'),
  );
  await expect(start(old.profileId, '2024-02-15T00:00:00Z', '2024-02-16T00:00:00Z')).rejects.toMatchObject(
    rejected('association_profile_intervals'),
  );
  await start(old.profileId, '2024-03-01T00:00:00Z');
  await expect(start(surviving.profileId, '2024-12-31T23:59:59Z')).rejects.toMatchObject(
    rejected('association_profile_year'),
  );
  await start(surviving.profileId, '2025-01-01T00:00:00Z', null);
  await expect(start(old.profileId, '2026-05-01T00:00:00Z', null)).rejects.toThrow(/one_per_profile|intervals|united/);
});

test('SQL by hand can neither change the profile of a link nor take a merge back', async () => {
  const [old, surviving] = [service.anAccount(), service.anAccount()];
  const { person } = await linked(old);
  await merge(old, surviving);
  await expect(
    service.sql("UPDATE association.association SET surviving_profile_id = '4711' WHERE user_id = $1", [person.userId]),
  ).rejects.toMatchObject({ constraint: 'association_is_permanent' });
  const rights = await service.sql<{ right: string }>(
    `SELECT privilege_type AS right FROM information_schema.table_privileges
      WHERE grantee = 'association_app' AND table_name = 'profile_merge' ORDER BY 1`,
  );
  expect(rights.map(({ right }) => right)).toEqual(['INSERT', 'SELECT']);
});

test('profiles of two people who are linked now are not merged', async () => {
  const [old, surviving] = [service.anAccount(), service.anAccount()];
  const [one] = [await linked(old), await linked(surviving)];
  expect(await merge(old, surviving, { idempotencyKey: 'conflict' })).toMatchObject({
    __typename: 'ProfileMergeConflictError',
  });
  expect(await bodies('association.profile.merged.v1', old.profileId)).toEqual([]);
  await service.remove(one.person);
  expect(await merge(old, surviving, { idempotencyKey: 'conflict' })).toMatchObject({
    __typename: 'RecordProfileMergeSuccess',
  });
});

test('a leaver whose refresh has come prevents no merge', async () => {
  const [old, surviving] = [service.anAccount(), service.anAccount()];
  const [one] = [await linked(old), await linked(surviving)];
  const leavesReportAt = new Date(Date.now() + 2 * 86_400_000).toISOString();
  await deliver(service, stateOf(one.person, { status: 'DELETED', leavesReportAt }));
  expect(await merge(old, surviving)).toMatchObject({ __typename: 'ProfileMergeConflictError' });
  service.clock.moveTo(3);
  expect(await merge(old, surviving)).toMatchObject({ __typename: 'RecordProfileMergeSuccess' });
});

test('a return to a profile that belongs to another person by a merge starts anew, under the limits, and moves it', async () => {
  const [old, surviving] = [service.anAccount(), service.anAccount()];
  const holder = await linked(surviving);
  const leaver = await linked(old, 31);
  const day = (days: number) => new Date(Date.parse(holder.startedAt) + days * 86_400_000).toISOString();
  const left = { deactivatedAt: day(40), leavingSince: day(40), leavesReportAt: day(50) };
  await deliver(service, stateOf(leaver.person, { status: 'DEACTIVATED', ...left }));
  service.clock.moveTo(51);
  await merge(old, surviving);
  await deliver(service, stateOf(leaver.person, { version: 2 }), { announcedAt: new Date(day(52)) });
  expect(await service.link(leaver.person, old, { days: 55 })).toMatchObject({ __typename: 'AssociationCoolOffError' });
  expect(await service.link(leaver.person, old, { days: 62 })).toMatchObject({
    __typename: 'ConfirmAssociationSuccess',
    allowance: { used: 3 },
  });
  service.clock.moveTo(62);
  expect((await shown(holder.person))?.activeAssociation).toBeNull();
});

test('merging again is a repetition, in any order and over chains', async () => {
  const [first, second, third, person] = [service.anAccount(), service.anAccount(), service.anAccount(), aPerson()];
  await merge(first, second);
  await merge(second, third);
  for (const [from, into] of [
    [first, second],
    [second, first],
    [first, third],
    [third, first],
  ] as const) {
    expect(await merge(from, into)).toEqual({ __typename: 'RecordProfileMergeSuccess', association: null });
  }
  const rows = await service.sql('SELECT FROM association.profile_merge WHERE into_profile_id = ANY ($1)', [
    [first.profileId, second.profileId, third.profileId],
  ]);
  expect(rows).toHaveLength(2);
  expect(await service.link(person, first)).toMatchObject({ association: { profileId: third.profileId } });
  expect(await merge(first, second)).toMatchObject({ association: { status: 'ACTIVE' } });
});

test('chains recorded from their end lead to the same profile, also all at once', async () => {
  const accounts = [service.anAccount(), service.anAccount(), service.anAccount(), service.anAccount()] as const;
  const [a, b, c, d] = accounts;
  await Promise.all([merge(b, c), merge(a, b), merge(c, d), merge(a, d), merge(b, a)]);
  const person = aPerson();
  const { association } = (await service.link(person, a)) as unknown as { association: { profileId: string } };
  const leadTo = await service.sql<{ id: string }>(
    "SELECT DISTINCT association.surviving_profile('MICROSOFT_LEARN', unnest($1::text[])) AS id",
    [accounts.map(({ profileId }) => profileId)],
  );
  expect(leadTo).toEqual([{ id: association.profileId }]);
});

test('a merge and a concurrent confirmation leave one link, whichever commits first', async () => {
  const [old, surviving] = [service.anAccount(), service.anAccount()];
  const [one, other] = [aPerson(), aPerson()];
  const flows = [await service.prove(one, old), await service.prove(other, surviving)] as const;
  await Promise.all([service.confirm(one, flows[0]), merge(old, surviving), service.confirm(other, flows[1])]);
  const open = await service.sql<{ surviving_profile_id: string }>(
    'SELECT surviving_profile_id FROM association.association WHERE user_id = ANY ($1) AND ended_at IS NULL',
    [[one.userId, other.userId]],
  );
  expect(new Set(open.map((row) => row.surviving_profile_id)).size).toBe(open.length);
  expect(open.length).toBeGreaterThan(0);
});

test('the same key and input return the same answer, another input is rejected', async () => {
  const [old, surviving] = [service.anAccount(), service.anAccount()];
  const idempotencyKey = randomUUID();
  const first = await merge(old, surviving, { idempotencyKey });
  expect(await merge(old, surviving, { idempotencyKey })).toEqual(first);
  const { errors } = await ask(OPERATOR, input(surviving, service.anAccount(), { idempotencyKey }));
  expect(errors?.[0]?.extensions?.code).toBe('IDEMPOTENCY_KEY_REUSED');
});

test('only operators with the permission record merges, and only of well-formed ids', async () => {
  const [old, surviving] = [service.anAccount(), service.anAccount()];
  const machine: Caller = {
    kind: 'machine',
    clientId: 'm',
    organizationId: randomUUID(),
    permissions: ['achievements:write'],
  };
  const codeOf = async (caller: Caller, variables: object) =>
    (await ask(caller, variables)).errors?.[0]?.extensions?.code;
  for (const caller of [aPerson(undefined, ['GLOBAL_ADMIN']), machine, { ...OPERATOR, permissions: [] }] as Caller[])
    expect(await codeOf(caller, input(old, surviving))).toBe('FORBIDDEN');
  expect(await codeOf({ kind: 'anonymous' }, input(old, surviving))).toBe('UNAUTHENTICATED');
  for (const wrong of [
    input(old, old),
    input(old, surviving, { fromProfileId: '0123' }),
    input(old, surviving, { intoProfileId: '' }),
    input(old, surviving, { mergedAt: new Date(Date.now() + 600_000).toISOString() }),
  ])
    expect(await codeOf(OPERATOR, wrong)).toBe('BAD_USER_INPUT');
});
