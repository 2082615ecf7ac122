import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import { recalculateAllAchievements } from '../../achievements/store/achievement.store.js';
import { blockMerges } from '../../achievements/store/profile-merge.store.js';
import { lockProfiles } from '../../achievements/store/report.store.js';
import type { ProfileKey } from '../../catalog/domain/profile-key.js';
import type { Dependencies } from '../../dependencies.js';
import { listPeopleOfProfiles, type PersonKey } from '../../holdings/store/recalculation-queue.store.js';
import { isInForce } from '../../rules/store/rule-data.store.js';
import { allowLongStatements } from '../../values/store/long-statements.js';
import { openCredits } from '../store/credit.store.js';
import {
  countOutdated,
  lockRecalculation,
  type Outdated,
  outdatedPeople,
  outdatedProfiles,
  profilesOf,
} from '../store/outdated.store.js';
import { recalculatePeople } from './recalculate-people.js';

/** Small enough that a transaction delays no credit noticeably. */
const PEOPLE_AT_A_TIME = 100;
const ACHIEVEMENTS_AT_A_TIME = 500;

/**
 * Recalculates everything that other rule data than that of this process produced: first people with their profiles,
 * then profiles without an association. Each batch has its own transaction, so that the next call continues after an
 * interruption. Does nothing when the rule data of another process is in force.
 */
export async function recalculate(
  dependencies: Dependencies,
  onProgress: (left: Outdated) => void = () => undefined,
  stop?: AbortSignal,
): Promise<void> {
  const { dataSource, rules } = dependencies;
  const { version } = rules.catalog;
  const count = () => inTransaction(dataSource, 'every-organization', (manager) => countOutdated(manager, version));
  let left = await count();
  // A running process with other rule data may add outdated rows; the next call takes them.
  for (let pages = pagesOf(left); pages > 0 && !stop?.aborted; pages -= 1) {
    onProgress(left);
    const done = await inTransaction(dataSource, 'every-organization', (manager) => onePage(manager, dependencies));
    if (!done) break;
    left = { people: Math.max(0, left.people - done.people), achievements: left.achievements };
  }
  if (left.people + left.achievements > 0) onProgress(await count());
}

function pagesOf({ people, achievements }: Outdated): number {
  return Math.ceil(people / PEOPLE_AT_A_TIME) + achievements;
}

/**
 * Recalculates a batch of people or, when there is none, of profiles; undefined when nothing is left for this process.
 */
async function onePage(manager: EntityManager, dependencies: Dependencies): Promise<{ people: number } | undefined> {
  const { version } = dependencies.rules.catalog;
  await allowLongStatements(manager);
  await lockRecalculation(manager);
  if (!(await isInForce(manager, version))) return undefined;
  await blockMerges(manager);
  const people = await outdatedPeople(manager, version, PEOPLE_AT_A_TIME);
  const profiles =
    people.length > 0
      ? await profilesOf(manager, people)
      : await outdatedProfiles(manager, version, ACHIEVEMENTS_AT_A_TIME);
  if (people.length + profiles.length === 0) return undefined;
  await recalculateProfiles(manager, dependencies, { profiles, people });
  return { people: people.length };
}

async function recalculateProfiles(
  manager: EntityManager,
  dependencies: Dependencies,
  { profiles, people }: { profiles: readonly ProfileKey[]; people: readonly PersonKey[] },
): Promise<void> {
  const { clock, rules, creditDeadlineDays: deadlineDays } = dependencies;
  await lockProfiles(manager, profiles);
  const now = clock.now();
  await recalculateAllAchievements(manager, rules.catalog, profiles);
  await openCredits(manager, { profiles }, { now, deadlineDays, countedAt: now });
  const linked = new Map(
    [...people, ...(await listPeopleOfProfiles(manager, profiles))].map((one) => [JSON.stringify(one), one]),
  );
  await recalculatePeople(manager, dependencies, [...linked.values()], now);
}
