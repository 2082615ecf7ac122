import type { AllowanceChanged } from '@app/events/allowance-changed';
import type { ReminderDue } from '@app/events/reminder-due';
import type { Caller, Person } from '@app/subgraph-kit/callers/caller';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { aPerson, type LearningLogin, type TestAssociation, testAssociation } from '../../support/association.js';
import { USER } from '../../support/operations.js';
import { deliver, stateOf } from '../../support/user-events.js';

const MERGE = `mutation ($input: RecordProfileMergeInput!) { recordProfileMerge(input: $input) { __typename } }`;
const OPERATOR: Caller = { kind: 'operator', clientId: 'learn', permissions: ['achievements:write'] };

let service: TestAssociation;
beforeAll(async () => {
  service = await testAssociation();
});
afterAll(() => service.stop());
afterEach(() => service.clock.moveTo(0));

/** The bodies that wait for delivery, oldest first. A newer state of a thing replaces the one before. */
const published = async <Body>(type: string, consumer: string, userId: string): Promise<Body[]> =>
  (
    await service.sql<{ data: Body }>(
      `SELECT payload->'envelope'->'data' AS data FROM association_worker._private_jobs
        WHERE payload->'envelope'->>'type' = $1 AND payload->>'consumer' = $2
          AND payload->'envelope'->'data'->>'userId' = $3 ORDER BY id`,
      [type, consumer, userId],
    )
  ).map(({ data }) => data);
const allowancesOf = ({ userId }: Person) =>
  published<AllowanceChanged>('association.allowance.changed.v1', 'credits', userId);
const remindersOf = ({ userId }: Person) => published<ReminderDue>('reminder.due.v1', 'identity', userId);
const nextDateOf = async (person: Person) => {
  const representations = [{ __typename: 'User', id: person.userId }];
  const answer = await (await service.as(person)).execute<{
    _entities: [{ associationAllowance: { nextAssociationAt: string | null } }];
  }>(USER, { representations });
  return expectNoErrors(answer)._entities[0].associationAllowance.nextAssociationAt;
};

/** A user whom the other services know. */
async function aMember(): Promise<Person> {
  const person = aPerson();
  expect(await deliver(service, stateOf(person))).toBe(204);
  return person;
}
async function link(person: Person, account: LearningLogin, days = 0): Promise<void> {
  expect(await service.link(person, account, { days })).toMatchObject({ __typename: 'ConfirmAssociationSuccess' });
}
/** A user who linked a profile and removed it again. */
async function aWaitingUser(): Promise<Person> {
  const person = await aMember();
  await link(person, service.anAccount());
  await service.remove(person);
  return person;
}

describe('the next association date', () => {
  test('is published to credits as the user reads it, once, and an unlink does not change it', async () => {
    const person = await aMember();
    await link(person, service.anAccount());
    const nextAssociationAt = await nextDateOf(person);
    const { userId, organizationId } = person;
    const expected = { version: 1, userId, organizationId, source: 'MICROSOFT_LEARN', nextAssociationAt };
    expect(nextAssociationAt).not.toBeNull();
    expect(await allowancesOf(person)).toEqual([{ id: expect.any(String), ...expected }]);
    await service.remove(person);
    expect(await allowancesOf(person)).toMatchObject([expected]);
  });

  test('of a user whose profile moves on is published too, and says nothing of the other organization', async () => {
    const [before, next, account] = [await aMember(), await aMember(), service.anAccount()];
    await link(before, account);
    await link(next, account, 31);
    const nextAssociationAt = await nextDateOf(next);
    expect(await allowancesOf(before)).toMatchObject([
      { version: 2, organizationId: before.organizationId, nextAssociationAt },
    ]);
    expect(JSON.stringify(await allowancesOf(before))).not.toContain(next.organizationId);
  });

  test('of a user without any link follows from the profile that a limit rejected', async () => {
    const [other, person, account] = [await aMember(), await aMember(), service.anAccount()];
    await link(other, account);
    expect(await service.link(person, account, { days: 1 })).toMatchObject({ __typename: 'AssociationCoolOffError' });
    expect(await allowancesOf(person)).toMatchObject([{ version: 1, nextAssociationAt: await nextDateOf(person) }]);
    await link(person, service.anAccount(), 1);
    expect(await allowancesOf(person)).toMatchObject([{ nextAssociationAt: await nextDateOf(person) }]);
  });

  test('of every user of two merged profiles is the later one', async () => {
    const [first, second] = [await aMember(), await aMember()];
    const [old, surviving] = [service.anAccount(), service.anAccount()];
    await link(first, old);
    await service.remove(first);
    await link(second, surviving, 3);
    const input = {
      ...{ source: 'MICROSOFT_LEARN', fromProfileId: old.profileId, intoProfileId: surviving.profileId },
      mergedAt: '2026-01-05T00:00:00.000Z',
    };
    expectNoErrors(await service.ask(OPERATOR, MERGE, { input }));
    expect(await allowancesOf(first)).toMatchObject([{ version: 2, nextAssociationAt: await nextDateOf(second) }]);
  });

  test('of two users who link at once, one of them the earlier profile of the other, is what both read afterwards', async () => {
    const [account, other] = [service.anAccount(), service.anAccount()];
    const [leaver, mover] = [await aMember(), await aMember()];
    await link(leaver, account);
    await service.remove(leaver);
    const own = await service.prove(leaver, other, { days: 31 });
    const moving = await service.prove(mover, account, { days: 31 });
    const outcomes = await Promise.all([service.confirm(leaver, own), service.confirm(mover, moving)]);
    expect(outcomes).toMatchObject(outcomes.map(() => ({ __typename: 'ConfirmAssociationSuccess' })));
    for (const person of [leaver, mover])
      expect(await allowancesOf(person)).toMatchObject([{ nextAssociationAt: await nextDateOf(person) }]);
  });

  test('is calculated again where it follows from other limits than those in force', async () => {
    const person = await aMember();
    await link(person, service.anAccount());
    await service.sql(
      `UPDATE association.published_allowance SET limits = 'others', next_association_at = NULL, remind_at = NULL
        WHERE user_id = $1`,
      [person.userId],
    );
    await service.catchUp();
    const [newest] = await allowancesOf(person);
    expect(newest).toMatchObject({ version: 2, nextAssociationAt: await nextDateOf(person) });
    await service.catchUp();
    expect(await allowancesOf(person)).toEqual([newest]);
  });
});

describe('the reminder of the next association', () => {
  test('is published once when the cool-off ends, also by two workers at once', async () => {
    const person = await aWaitingUser();
    service.clock.moveTo(29);
    await service.catchUp();
    expect(await remindersOf(person)).toEqual([]);
    service.clock.moveTo(30.1);
    await Promise.all([service.catchUp(), service.catchUp()]);
    await service.catchUp();
    const reminders = await remindersOf(person);
    expect(reminders).toMatchObject([
      {
        ...{ kind: 'NEXT_ASSOCIATION', organizationId: person.organizationId },
        subject: 'You can link a Microsoft Learn profile again',
        action: { label: 'Link your profile', path: '/profile' },
      },
    ]);
    await service.sql("DELETE FROM association_worker._private_jobs WHERE payload->>'consumer' = 'identity'");
    service.clock.moveTo(31);
    await service.catchUp();
    expect(await remindersOf(person)).toEqual([]);
  });

  test('comes at the end of the year where the yearly limit is the later one', async () => {
    const person = await aMember();
    for (const days of [0, 31, 62]) {
      await link(person, service.anAccount(), days);
      await service.remove(person);
    }
    service.clock.moveTo(93);
    await service.catchUp();
    expect(await remindersOf(person)).toEqual([]);
    service.clock.moveTo(366.1);
    await service.catchUp();
    expect(await remindersOf(person)).toHaveLength(1);
  });

  test('comes after an outage of days, and not after one of weeks', async () => {
    const person = await aWaitingUser();
    service.clock.moveTo(40);
    await service.catchUp();
    expect(await remindersOf(person)).toHaveLength(1);
    service.clock.moveTo(0);
    const late = await aWaitingUser();
    service.clock.moveTo(45);
    await service.catchUp();
    service.clock.moveTo(31);
    await service.catchUp();
    expect(await remindersOf(late)).toEqual([]);
  });

  test('does not reach a user who is linked again, has moved away, lost access or is not known yet', async () => {
    const [linked, moved, gone, unknown] = [await aMember(), await aMember(), await aWaitingUser(), aPerson()];
    await link(linked, service.anAccount());
    await link(unknown, service.anAccount());
    await service.remove(unknown);
    const account = service.anAccount();
    await link(moved, account);
    const elsewhere = await aMember();
    await link(elsewhere, account, 31);
    const leavingSince = new Date().toISOString();
    const leaving = { status: 'DEACTIVATED', deactivatedAt: leavingSince, leavingSince } as const;
    const left = stateOf(gone, { version: 2, ...leaving, leavesReportAt: '2099-01-10T00:00:00.000Z' });
    expect(await deliver(service, left)).toBe(204);
    service.clock.moveTo(61.2);
    await service.catchUp();
    for (const person of [linked, moved, gone, unknown, elsewhere]) expect(await remindersOf(person)).toEqual([]);
  });

  test('reaches a user who has moved away and was rejected on the way back', async () => {
    const [person, elsewhere, account] = [await aMember(), await aMember(), service.anAccount()];
    await link(person, account);
    await link(elsewhere, account, 31);
    expect(await service.link(person, account, { days: 40 })).toMatchObject({ __typename: 'AssociationCoolOffError' });
    service.clock.moveTo(61.2);
    await service.catchUp();
    expect(await remindersOf(person)).toHaveLength(1);
    expect(await remindersOf(elsewhere)).toEqual([]);
  });

  test('has no name, address or profile id, and none of another organization', async () => {
    const account = service.anAccount();
    const person = await aMember();
    await link(person, account);
    await service.remove(person);
    service.clock.moveTo(30.1);
    await service.catchUp();
    const text = JSON.stringify(await remindersOf(person));
    expect(text).toContain(person.userId);
    expect(text).not.toMatch(new RegExp(`a@b\\.example|${account.profileId}`));
  });
});
