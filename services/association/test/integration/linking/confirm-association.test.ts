import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aPerson, type Flow, type Result, type TestAssociation, testAssociation } from '../../support/association.js';
import { PENDING } from '../../support/operations.js';

let service: TestAssociation;
beforeAll(async () => {
  service = await testAssociation();
});
afterAll(() => service.stop());

const DAY = 24 * 3_600_000;
type Linked = {
  association: { id: string; startedAt: string; endedAt: string | null; endReason: string | null };
  allowance: Record<string, unknown>;
};
const linked = (result: Result): Linked => {
  expect(result).toMatchObject({ __typename: 'ConfirmAssociationSuccess' });
  return result as unknown as Linked;
};
const pending = async (person: ReturnType<typeof aPerson>, flow: Flow) =>
  (await service.ask(person, PENDING, flow)).data?.pendingAssociation;
const activity = (userId: string) =>
  service.sql<{ kind: string; reason: string | null; at: Date; actor: string }>(
    'SELECT kind, reason, at, actor FROM association.activity WHERE user_id = $1 ORDER BY id',
    [userId],
  );
const associationsOf = (profileId: string) =>
  service.sql<{ user_id: string; started_at: Date; ended_at: Date | null; end_reason: string | null }>(
    'SELECT user_id, started_at, ended_at, end_reason FROM association.association WHERE profile_id = $1 ORDER BY started_at',
    [profileId],
  );
const events = () =>
  service.sql<{ payload: { envelope: { data: Record<string, unknown> } } }>(
    `SELECT payload FROM association_worker._private_jobs
      WHERE payload->'envelope'->>'type' = 'association.changed.v1' ORDER BY id`,
  );

describe('a first link', () => {
  test('is shown before it starts, and starts with allowance, activity and event', async () => {
    const [person, account] = [aPerson(), service.anAccount()];
    const flow = await service.prove(person, account);
    expect(await pending(person, flow)).toMatchObject({
      effect: 'NEW',
      profileId: account.profileId,
      organization: { id: person.organizationId },
      endsAssociationElsewhere: false,
      refusal: null,
      allowanceAfter: { used: 1, remaining: 2 },
    });
    const { association, allowance } = linked(await service.confirm(person, flow));
    expect(association).toMatchObject({
      status: 'ACTIVE',
      profileId: account.profileId,
      endedAt: null,
      user: { id: person.userId },
    });
    const next = new Date(Date.parse(association.startedAt) + 30 * DAY).toISOString();
    expect(allowance).toMatchObject({
      limit: 3,
      used: 1,
      remaining: 2,
      canAssociateNow: false,
      nextAssociationAt: next,
      coolOffEndsAt: next,
      countedStarts: [association.startedAt],
    });
    expect(await activity(person.userId)).toMatchObject([{ kind: 'STARTED', actor: `person:${person.userId}` }]);
    const bodies = (await events()).map((job) => job.payload.envelope.data);
    expect(bodies.filter((body) => body.userId === person.userId)).toMatchObject([
      { id: association.id, version: 1, endedAt: null, startedAt: association.startedAt },
    ]);
    expect(await pending(person, flow)).toMatchObject({ effect: 'ALREADY_LINKED' });
  });

  test('works for Partner University too, in a slot of its own', async () => {
    const person = aPerson();
    linked(await service.link(person, service.anAccount()));
    const account = service.anAccount('university');
    const { association } = linked(await service.link(person, account, { source: 'PARTNER_UNIVERSITY' }));
    expect(association).toMatchObject({ source: 'PARTNER_UNIVERSITY', profileId: account.profileId });
  });

  test('consumes exactly one proof, of its owner', async () => {
    const person = aPerson();
    const { association } = linked(await service.link(person, service.anAccount()));
    const proofs = await service.sql('SELECT user_id, consumed_at FROM association.proof WHERE association_id = $1', [
      association.id,
    ]);
    expect(proofs).toMatchObject([{ user_id: person.userId, consumed_at: new Date(association.startedAt) }]);
  });
});

describe('a link at a second organization', () => {
  test('ends the first at the same instant, and does not say where it was', async () => {
    const [first, second, account] = [aPerson(), aPerson(), service.anAccount()];
    linked(await service.link(first, account));
    const flow = await service.prove(second, account, { days: 30.01 });
    const preview = await pending(second, flow);
    expect(preview).toMatchObject({ effect: 'MOVE', endsAssociationElsewhere: true, allowanceAfter: { used: 2 } });
    const result = await service.confirm(second, flow);
    service.clock.moveTo(0);
    const { association, allowance } = linked(result);
    expect(allowance).toMatchObject({ used: 2, remaining: 1 });
    expect(JSON.stringify([preview, result])).not.toMatch(new RegExp(`${first.organizationId}|${first.userId}`));
    const at = new Date(association.startedAt);
    expect(await associationsOf(account.profileId)).toMatchObject([
      { user_id: first.userId, ended_at: at, end_reason: 'MOVED_TO_ANOTHER_ORGANIZATION' },
      { user_id: second.userId, started_at: at, ended_at: null },
    ]);
    const left = await activity(first.userId);
    expect(left.map((row) => row.kind)).toEqual(['STARTED', 'ENDED_BY_MOVE']);
    expect(JSON.stringify(left)).not.toContain(second.userId);
    const told = (await events())
      .map((job) => job.payload.envelope.data)
      .filter((body) => body.profileId === account.profileId);
    expect(told).toContainEqual(
      expect.objectContaining({ userId: first.userId, version: 2, endedAt: at.toISOString() }),
    );
  });

  test('inside the cool-off is rejected with the exact message, changes nothing and names no organization', async () => {
    const [first, second, account] = [aPerson(), aPerson(), service.anAccount()];
    const { association } = linked(await service.link(first, account));
    const flow = await service.prove(second, account, { days: 29.9 });
    const next = new Date(Date.parse(association.startedAt) + 30 * DAY).toISOString();
    const message = `You've attempted to associate with a partner organization. However, we require a period of 30 days between associations. Your next available date for a subsequent association is ${next.slice(0, 10)}`;
    expect(await pending(second, flow)).toMatchObject({
      effect: 'REFUSED',
      endsAssociationElsewhere: false,
      refusal: { __typename: 'AssociationCoolOffError', message },
    });
    const rejected = await service.confirm(second, flow);
    service.clock.moveTo(0);
    expect(rejected).toEqual({ __typename: 'AssociationCoolOffError', message, nextAssociationAt: next });
    expect(await associationsOf(account.profileId)).toMatchObject([{ user_id: first.userId, ended_at: null }]);
    expect(await activity(second.userId)).toMatchObject([{ kind: 'REFUSED', reason: 'COOL_OFF' }]);
  });

  test('is rejected identically for a profile that was linked elsewhere and for one that still is', async () => {
    const [account, other] = [service.anAccount(), service.anAccount()];
    const [leaver, stayer] = [aPerson(), aPerson()];
    linked(await service.link(leaver, account));
    linked(await service.link(stayer, other));
    await service.remove(leaver);
    const shape = async (profile: typeof account) => {
      const other = aPerson();
      const { message, nextAssociationAt, ...rest } = await service.link(other, profile);
      return { ...rest, message: typeof message, nextAssociationAt: typeof nextAssociationAt };
    };
    expect(await shape(account)).toEqual(await shape(other));
  });
});

test('the fourth start of a year is rejected, with its own message and the date on which the year opens', async () => {
  const account = service.anAccount();
  const people = [aPerson(), aPerson(), aPerson(), aPerson()] as const;
  const { association } = linked(await service.link(people[0], account, { days: 0 }));
  linked(await service.link(people[1], account, { days: 31 }));
  linked(await service.link(people[2], account, { days: 62 }));
  const rejected = await service.link(people[3], account, { days: 100 });
  service.clock.moveTo(0);
  const opens = new Date(association.startedAt);
  opens.setUTCFullYear(opens.getUTCFullYear() + 1);
  expect(rejected).toMatchObject({
    __typename: 'AssociationLimitError',
    limit: 3,
    used: 3,
    nextAssociationAt: opens.toISOString(),
  });
  expect(rejected.message).toContain(opens.toISOString().slice(0, 10));
});

describe('a repeated confirmation', () => {
  test('returns the same answer, also after the link has ended and the flow has expired', async () => {
    const [person, account] = [aPerson(), service.anAccount()];
    const flow = await service.prove(person, account);
    const first = await service.confirm(person, flow);
    linked(first);
    await service.remove(person);
    service.clock.moveTo(1);
    expect(await service.confirm(person, flow)).toEqual(first);
    service.clock.moveTo(0);
    expect(await associationsOf(account.profileId)).toHaveLength(1);
  });

  test('under one idempotency key has one effect; another flow under it is rejected', async () => {
    const [person, account] = [aPerson(), service.anAccount()];
    const idempotencyKey = randomUUID();
    const flow = { ...(await service.prove(person, account)), idempotencyKey };
    const results = await Promise.all(Array.from({ length: 20 }, () => service.confirm(person, flow)));
    for (const result of results) expect(result).toEqual(results[0]);
    const other = { flowId: randomUUID(), completionCode: 'x', idempotencyKey };
    const reused = await service.ask(
      person,
      'mutation ($input: ConfirmAssociationInput!) { confirmAssociation(input: $input) { __typename } }',
      { input: other },
    );
    expect(reused.errors?.[0]?.extensions?.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  test('of a link that is active already changes nothing and uses nothing up', async () => {
    const [person, account] = [aPerson(), service.anAccount()];
    const earlier = await service.prove(person, account);
    await service.sql(
      `INSERT INTO association.association (source, profile_id, user_id, organization_id, started_at)
       VALUES ('MICROSOFT_LEARN', $1, $2, $3, $4)`,
      [account.profileId, person.userId, person.organizationId, service.clock.now()],
    );
    const { allowance } = linked(await service.confirm(person, earlier));
    expect(allowance).toMatchObject({ used: 1 });
    expect(await associationsOf(account.profileId)).toHaveLength(1);
  });
});

describe('a leaver who returns', () => {
  test('within thirty days reinstates the association, and uses none up', async () => {
    const [person, account] = [aPerson(), service.anAccount()];
    const { association } = linked(await service.link(person, account));
    await service.sql(
      `UPDATE association.association SET ended_at = started_at + interval '1 day', end_reason = 'ACCOUNT_DELETED',
         left_at = started_at + interval '1 minute', version = 2 WHERE id = $1`,
      [association.id],
    );
    const flow = await service.prove(person, account, { days: 20 });
    expect(await pending(person, flow)).toMatchObject({ effect: 'REINSTATE', allowanceAfter: { used: 1 } });
    const back = linked(await service.confirm(person, flow));
    service.clock.moveTo(0);
    expect(back.association).toMatchObject({
      id: association.id,
      startedAt: association.startedAt,
      endedAt: null,
      endReason: null,
    });
    expect((await activity(person.userId)).map((row) => row.kind)).toEqual(['STARTED', 'REINSTATED']);
  });
});
