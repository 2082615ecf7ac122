import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { aPerson, type Flow, type Result, type TestAssociation, testAssociation } from '../../support/association.js';
import { until } from '../../support/until.js';

let service: TestAssociation;
beforeAll(async () => {
  service = await testAssociation();
});
afterAll(() => service.stop());

type Linked = {
  association: { id: string; startedAt: string; endedAt: string | null; endReason: string | null };
  allowance: Record<string, unknown>;
};
const linked = (result: Result): Linked => {
  expect(result).toMatchObject({ __typename: 'ConfirmAssociationSuccess' });
  return result as unknown as Linked;
};
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

test('40 simultaneous confirmations for one profile leave one association', async () => {
  const account = service.anAccount();
  const people = Array.from({ length: 40 }, () => aPerson());
  const flows: Flow[] = [];
  for (const person of people) flows.push(await service.prove(person, account));
  const results = await Promise.all(people.map((person, index) => service.confirm(person, flows[index] as Flow)));
  const kinds = results.map((result) => result.__typename);
  expect(kinds.filter((kind) => kind === 'ConfirmAssociationSuccess')).toHaveLength(1);
  expect(kinds.filter((kind) => kind === 'AssociationCoolOffError')).toHaveLength(39);
  expect(await associationsOf(account.profileId)).toHaveLength(1);
});

test('50 simultaneous confirmations of one flow are one confirmation with one answer', async () => {
  const [person, account] = [aPerson(), service.anAccount()];
  const flow = await service.prove(person, account);
  const results = await Promise.all(Array.from({ length: 50 }, () => service.confirm(person, flow)));
  linked(results[0] as Result);
  for (const result of results) expect(result).toEqual(results[0]);
  expect(await associationsOf(account.profileId)).toHaveLength(1);
  expect(await activity(person.userId)).toHaveLength(1);
});

test('users who swap their profiles at the same moment do not deadlock', async () => {
  const people = Array.from({ length: 6 }, () => aPerson());
  const accounts = people.map(() => service.anAccount());
  for (const [index, person] of people.entries())
    linked(await service.link(person, accounts[index] as (typeof accounts)[0]));
  for (const person of people) await service.remove(person);
  const flows: Flow[] = [];
  for (const [index, person] of people.entries())
    flows.push(await service.prove(person, accounts[(index + 1) % 6] as (typeof accounts)[0], { days: 31 }));
  const results = await Promise.all(people.map((person, index) => service.confirm(person, flows[index] as Flow)));
  service.clock.moveTo(0);
  for (const result of results) linked(result);
});

test('SQL that writes past the locks at the same moment is decided about like any other fact', async () => {
  const [person, account] = [aPerson(), service.anAccount()];
  const flow = await service.prove(person, account);
  const byHand = new Client({ connectionString: service.database.adminUrl });
  await byHand.connect();
  try {
    await byHand.query('BEGIN');
    await byHand.query(
      `INSERT INTO association.association (source, profile_id, user_id, organization_id, started_at)
       VALUES ('MICROSOFT_LEARN', $1, $2, $2, $3)`,
      [account.profileId, randomUUID(), service.clock.now()],
    );
    const confirming = service.confirm(person, flow);
    await until(async () => {
      const waiting = await service.sql(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ~ 'INSERT'",
      );
      return waiting.length > 0;
    });
    await byHand.query('COMMIT');
    expect(await confirming).toMatchObject({ __typename: 'AssociationCoolOffError' });
    expect(await associationsOf(account.profileId)).toHaveLength(1);
  } finally {
    await byHand.end();
  }
});

test('linking, moving, removing and repeating at once leave what the rules allow, without an error', async () => {
  const accounts = [service.anAccount(), service.anAccount(), service.anAccount()];
  const people = Array.from({ length: 6 }, () => aPerson());
  for (const round of [0, 31, 62, 93]) {
    const flows: { person: (typeof people)[0]; flow: Flow }[] = [];
    for (const [index, person] of people.entries()) {
      const account = accounts[(index + round) % accounts.length];
      // A linked user cannot begin, which happens at once below.
      const flow = account && (await service.prove(person, account, { days: round }).catch(() => undefined));
      if (flow) flows.push({ person, flow });
    }
    service.clock.moveTo(round);
    const results = await Promise.all([
      ...flows.flatMap(({ person, flow }) => [service.confirm(person, flow), service.confirm(person, flow)]),
      ...people.slice(0, 3).map((person) => service.remove(person)),
    ]);
    for (const { __typename } of results)
      expect(__typename).toMatch(/Success$|CoolOff|Limit|AnotherProfile|NotAssociated/);
  }
  service.clock.moveTo(0);
  for (const { profileId } of accounts) {
    const starts = await associationsOf(profileId);
    expect(starts.length).toBeGreaterThan(0);
    expect(starts.filter((one) => one.ended_at === null).length).toBeLessThanOrEqual(1);
    starts.forEach((one, index) => {
      const next = starts[index + 1];
      if (next) expect(one.ended_at?.getTime()).toBeLessThanOrEqual(next.started_at.getTime());
    });
  }
  const unproved = await service.sql(
    `SELECT FROM association.association a WHERE a.user_id = ANY ($1) AND
       (SELECT count(*) FROM association.proof p WHERE p.association_id = a.id AND p.user_id = a.user_id) <> 1`,
    [people.map((person) => person.userId)],
  );
  expect(unproved).toEqual([]);
});
