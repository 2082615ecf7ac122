import { afterEach, expect, test } from '@jest/globals';
import { aPerson, type Flow } from '../../support/association.js';
import { type RaceStage, raceStage } from '../../support/race-stage.js';
import { until } from '../../support/until.js';

const RACERS = 20;

let stage: RaceStage | undefined;
afterEach(() => stage?.stop());

/**
 * The race: many users prove one profile and confirm at the same moment. Returns how many of them hold it afterwards.
 */
async function winnersOfTheRace({ service, aProfile, prove, linksOf }: RaceStage): Promise<number> {
  const profileId = aProfile();
  const people = Array.from({ length: RACERS }, () => aPerson());
  const flows: Flow[] = [];
  for (const person of people) flows.push(await prove(person, profileId));
  await Promise.all(people.map((person, index) => service.confirm(person, flows[index] as Flow)));
  return (await linksOf(profileId)).length;
}

/**
 * In this database only: a lock is granted at once, after a moment in which the others come as far, and new connections
 * find this function before PostgreSQL's.
 */
async function removeTheLock({ service }: RaceStage): Promise<void> {
  const { name } = service.database;
  await service.sql(
    `CREATE FUNCTION association.pg_advisory_xact_lock(bigint) RETURNS void LANGUAGE sql AS 'SELECT pg_sleep(0.05)'`,
  );
  await service.sql('GRANT EXECUTE ON FUNCTION association.pg_advisory_xact_lock(bigint) TO association_app');
  await service.sql(`ALTER ROLE association_app IN DATABASE ${name} SET search_path = association, public, pg_catalog`);
  await service.sql(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
      WHERE datname = current_database() AND usename = 'association_app'`,
  );
  await until(async () => (await service.begin(aPerson()).catch(() => undefined))?.__typename !== undefined);
}

async function removeTheConstraints({ service }: RaceStage): Promise<void> {
  await service.sql(`
    DROP INDEX association.association_one_per_profile, association.association_one_per_account;
    ALTER TABLE association.association
      DROP CONSTRAINT association_profile_intervals,
      DROP CONSTRAINT association_profile_cool_off, DROP CONSTRAINT association_account_cool_off,
      DROP CONSTRAINT association_profile_year, DROP CONSTRAINT association_account_year`);
}

test('the lock alone leaves one winner, without any constraint behind it', async () => {
  stage = await raceStage();
  await removeTheConstraints(stage);
  expect(await winnersOfTheRace(stage)).toBe(1);
});

test('the constraints alone leave one winner, without the lock', async () => {
  stage = await raceStage();
  await removeTheLock(stage);
  expect(await winnersOfTheRace(stage)).toBe(1);
});

test('without the lock and the constraints the race is lost: the race tests measure them', async () => {
  stage = await raceStage();
  await removeTheConstraints(stage);
  await removeTheLock(stage);
  let winners = await winnersOfTheRace(stage);
  for (let round = 1; winners === 1 && round < 5; round += 1) winners = await winnersOfTheRace(stage);
  expect(winners).toBeGreaterThan(1);
});
