import type { Person } from '@app/subgraph-kit/callers/caller';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { aPerson, type Flow, type Result } from '../../support/association.js';
import { type RaceStage, raceStage } from '../../support/race-stage.js';
import { until } from '../../support/until.js';
import { deliver, stateOf } from '../../support/user-events.js';

/** Rounds of each pair; RACE_ROUNDS sets another number. */
const ROUNDS = Number(process.env.RACE_ROUNDS ?? 12);
const PATIENCE = 30_000 + ROUNDS * 3_000;
const DAY = 24 * 3_600_000;

let stage: RaceStage;
beforeAll(async () => {
  stage = await raceStage();
});
afterAll(() => stage.stop());
afterEach(() => stage.service.clock.moveTo(0));

const later = (days: number) => new Date(Date.now() + days * DAY).toISOString();

/** A linked user who is about to leave, and another one who proved the same profile elsewhere. */
async function aRound() {
  const [holder, comer, profileId] = [aPerson(), aPerson(), stage.aProfile()];
  stage.service.clock.moveTo(0);
  expect(await stage.link(holder, profileId)).toMatchObject({ __typename: 'ConfirmAssociationSuccess' });
  const leaving = {
    status: 'DELETED',
    deletedAt: later(1),
    leavingSince: later(1),
    leavesReportAt: later(30),
  } as const;
  stage.service.clock.moveTo(40);
  return { holder, comer, profileId, leaving, flow: await stage.prove(comer, profileId) };
}
type Round = Awaited<ReturnType<typeof aRound>>;

const acts = {
  link: ({ comer, flow }: Round) => stage.service.confirm(comer, flow),
  unlink: ({ holder }: Round) => stage.service.remove(holder),
  deletion: ({ holder, leaving }: Round) => deliver(stage.service, stateOf(holder, { version: 2, ...leaving })),
  refresh: () => stage.service.catchUp(),
};
type Act = keyof typeof acts;
const pairs = (Object.keys(acts) as Act[]).flatMap((one, index, all) =>
  all.slice(index + 1).map((other): [Act, Act] => [one, other]),
);

describe('at the same moment', () => {
  test.each(pairs)(
    '%s and %s have the result of one after the other',
    async (one, other) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const scene = await aRound();
        // An offboarding has nothing to do before the deletion is known.
        if ([one, other].includes('refresh') && ![one, other].includes('deletion')) await acts.deletion(scene);
        const inTurn: [Act, Act] = round % 2 === 0 ? [one, other] : [other, one];
        const answers = await Promise.all(inTurn.map((act) => acts[act](scene)));
        for (const answer of answers)
          if (typeof answer === 'object')
            expect(answer.__typename).toMatch(
              /^(ConfirmAssociationSuccess|RemoveAssociationSuccess|NotAssociatedError)$/,
            );
        await stage.service.catchUp();
        const links = await stage.linksOf(scene.profileId);
        expect(links.length).toBe([one, other].includes('link') ? 2 : 1);
        expect(links[0]).toMatchObject({ user_id: scene.holder.userId, ended_at: expect.any(Date) });
        if (links[1]) {
          expect(links[1]).toMatchObject({ user_id: scene.comer.userId, ended_at: null });
          expect(links[0]?.ended_at?.getTime()).toBeLessThanOrEqual(links[1].started_at.getTime());
        }
      }
    },
    PATIENCE,
  );

  test(
    'one profile at two organizations in two browsers is linked to one of them',
    async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const [people, profileId] = [[aPerson(), aPerson()] as const, stage.aProfile()];
        const flows = [await stage.prove(people[0], profileId), await stage.prove(people[1], profileId)] as const;
        const results = await Promise.all([
          stage.service.confirm(people[0], flows[0]),
          stage.service.confirm(people[1], flows[1]),
        ]);
        expect(results.map((result) => result.__typename).sort()).toEqual([
          'AssociationCoolOffError',
          'ConfirmAssociationSuccess',
        ]);
        expect(await stage.linksOf(profileId)).toMatchObject([{ ended_at: null }]);
      }
    },
    PATIENCE,
  );

  test('six users who remove their link and take the profile of the next do not deadlock', async () => {
    const people = Array.from({ length: 6 }, () => aPerson());
    const profiles = people.map(() => stage.aProfile());
    const at = (index: number) => profiles[index % 6] as string;
    for (const [index, person] of people.entries()) await stage.link(person, at(index));
    for (const round of [1, 2]) {
      stage.service.clock.moveTo(31 * round);
      const flows = await swapFlows(people, (index) => at(index + round));
      const results = await Promise.all(
        people.flatMap((person, index): Promise<Result>[] => [
          stage.service.confirm(person, flows[index] as Flow),
          stage.service.remove(person),
          stage.service.confirm(person, flows[index] as Flow),
        ]),
      );
      for (const { __typename } of results)
        expect(__typename).toMatch(/Success$|^(AnotherProfileLinked|AssociationCoolOff|NotAssociated)Error$/);
      for (const profileId of profiles) {
        const links = await stage.linksOf(profileId);
        expect(links.filter((link) => link.ended_at === null).length).toBeLessThanOrEqual(1);
      }
    }
  });
});

/** Proofs of linked users: they removed their link, proved another profile, and their link is restored by SQL. */
async function swapFlows(people: readonly Person[], profileOf: (index: number) => string): Promise<Flow[]> {
  const active = await stage.service.sql<{ id: string }>(
    'SELECT id FROM association.association WHERE ended_at IS NULL AND user_id = ANY ($1)',
    [people.map((person) => person.userId)],
  );
  const ids = active.map((link) => link.id);
  const put = (set: string) =>
    stage.service.sql(
      `WITH off AS (SELECT set_config('session_replication_role', 'replica', true))
       UPDATE association.association SET ${set} FROM off WHERE id = ANY ($1)`,
      [ids],
    );
  await put("ended_at = started_at, end_reason = 'REMOVED_BY_USER'");
  const flows: Flow[] = [];
  for (const [index, person] of people.entries()) flows.push(await stage.prove(person, profileOf(index)));
  await put('ended_at = NULL, end_reason = NULL');
  return flows;
}

test('a deadlock with a session that locks in the opposite order never reaches a client', async () => {
  const [person, profileId] = [aPerson(), stage.aProfile()];
  const flow = await stage.prove(person, profileId);
  const keys = [`account:MICROSOFT_LEARN:${person.userId}`, `profile:MICROSOFT_LEARN:${profileId}`].sort();
  const lock = (key: string | undefined) =>
    byHand.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
  const byHand = new Client({ connectionString: stage.service.database.adminUrl });
  await byHand.connect();
  try {
    // The service waits first, so PostgreSQL ends its transaction.
    await byHand.query("BEGIN; SET LOCAL deadlock_timeout = '1min'");
    await lock(keys[1]);
    const confirming = stage.service.confirm(person, flow);
    await until(async () => {
      const waiting = await stage.service.sql(`SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted`);
      return waiting.length > 0;
    });
    await lock(keys[0]);
    await byHand.query('COMMIT');
    expect(await confirming).toMatchObject({ __typename: 'ConfirmAssociationSuccess' });
    const deadlocks = 'SELECT FROM pg_stat_database WHERE datname = current_database() AND deadlocks > 0';
    await until(async () => (await stage.service.sql(deadlocks)).length > 0);
  } finally {
    await byHand.end();
  }
});
