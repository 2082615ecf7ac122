import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import type { ProfileKey } from '../../catalog/domain/profile-key.js';
import type { Dependencies } from '../../dependencies.js';
import {
  enqueueRecalculation,
  listPeopleOfProfiles,
  listQueuedPeople,
  lockQueuedPeople,
  lockRecalculationQueue,
  type PersonKey,
} from '../../holdings/store/recalculation-queue.store.js';
import { listLinksWithPendingCredits, listOpenLinks } from '../../members/store/open-link.store.js';
import { allowLongStatements } from '../../values/store/long-statements.js';
import type { EnqueuedChanges } from '../store/counting-job.store.js';
import { countOpenCredits, openCredits } from '../store/credit.store.js';
import { recalculatePeople } from './recalculate-people.js';

/** Progress of a count: links, credits counted, and people whose holdings were recalculated. */
export type CountingProgress = { readonly links: number; readonly counted: number; readonly people: number };

/** Small enough that a transaction delays no other credit noticeably, at a dozen achievements per link. */
const LINKS_AT_A_TIME = 200;
const PEOPLE_AT_A_TIME = 200;

/**
 * Opens and counts the credits of these profiles and recalculates the holdings of their people. Repeating it changes
 * nothing.
 */
export async function countCredits(dependencies: Dependencies, profiles: readonly ProfileKey[]): Promise<void> {
  if (profiles.length === 0) return;
  const { dataSource, clock } = dependencies;
  await inTransaction(dataSource, 'every-organization', async (manager) => {
    await countProfiles(manager, dependencies, profiles);
    await recalculatePeople(manager, dependencies, await listPeopleOfProfiles(manager, profiles), clock.now());
  });
}

/**
 * Opens and counts the credits of recorded achievements for every association. People who linked in the meantime are
 * enqueued only here: neither transaction saw the other. People whose recalculation began before the credits existed are
 * enqueued again.
 */
export async function countRecorded(
  { dataSource, clock, creditDeadlineDays: deadlineDays }: Dependencies,
  { achievements, profiles, enqueued }: EnqueuedChanges,
): Promise<void> {
  if (profiles.length === 0) return;
  await inTransaction(dataSource, 'every-organization', async (manager) => {
    await allowLongStatements(manager);
    const now = clock.now();
    await openCredits(manager, { achievements }, { now, deadlineDays, countedAt: now });
    const known = new Set((await lockQueuedPeople(manager, enqueued)).map(nameOf));
    const outside = (await listPeopleOfProfiles(manager, profiles)).filter((person) => !known.has(nameOf(person)));
    await enqueueRecalculation(manager, outside);
  });
}

/**
 * Counts missing credits, for every open association or for those with pending credits, and recalculates the people in
 * the queue, in batches with a transaction each. After an interruption the next call continues with the rest.
 */
export async function countMissingCredits(
  dependencies: Dependencies,
  among: 'every-open-link' | 'links-with-pending-credits',
  onProgress: (progress: CountingProgress) => void = () => undefined,
): Promise<void> {
  const { dataSource, clock } = dependencies;
  const listLinks = among === 'every-open-link' ? listOpenLinks : listLinksWithPendingCredits;
  let [after, links, counted, people]: [string | null, number, number, number] = [null, 0, 0, 0];
  do {
    const page = await inTransaction(dataSource, 'every-organization', async (manager) => {
      await allowLongStatements(manager);
      const found = await listLinks(manager, { after, now: clock.now(), limit: LINKS_AT_A_TIME });
      const counted = found.length > 0 ? await countProfiles(manager, dependencies, found) : 0;
      // Where a credit was missing, the holdings of the person may be outdated as well.
      if (counted > 0) await enqueueRecalculation(manager, await listPeopleOfProfiles(manager, found));
      return { found, counted };
    });
    links += page.found.length;
    counted += page.counted;
    if (page.counted > 0) onProgress({ links, counted, people });
    after = page.found.length < LINKS_AT_A_TIME ? null : (page.found.at(-1)?.id ?? null);
  } while (after !== null);
  for await (const found of recalculateQueue(dependencies)) {
    people += found;
    onProgress({ links, counted, people });
  }
}

/** Takes each person at most once: during an import the queue never becomes empty. */
async function* recalculateQueue(dependencies: Dependencies): AsyncGenerator<number> {
  const { dataSource, clock } = dependencies;
  let last: PersonKey | null = null;
  for (;;) {
    const after: PersonKey | null = last;
    const people = await inTransaction(dataSource, 'every-organization', async (manager) => {
      await allowLongStatements(manager);
      await lockRecalculationQueue(manager);
      const found = await listQueuedPeople(manager, { after, limit: PEOPLE_AT_A_TIME });
      await recalculatePeople(manager, dependencies, found, clock.now());
      return found;
    });
    if (people.length > 0) yield people.length;
    last = people.at(-1) ?? null;
    if (people.length < PEOPLE_AT_A_TIME) return;
  }
}

function nameOf({ organizationId, userId }: PersonKey): string {
  return `${organizationId} ${userId}`;
}

async function countProfiles(
  manager: EntityManager,
  { clock, creditDeadlineDays: deadlineDays }: Dependencies,
  profiles: readonly ProfileKey[],
): Promise<number> {
  await allowLongStatements(manager);
  const now = clock.now();
  const opened = await openCredits(manager, { profiles }, { now, deadlineDays, countedAt: now });
  return opened + (await countOpenCredits(manager, profiles, now));
}
