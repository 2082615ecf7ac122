import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../dependencies.js';
import { holdersOfDueLinks } from '../../members/store/member.store.js';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import { departWhenDue } from './offboard-member.js';

/** Somebody's refresh has come, and the job has not been there yet. */
class DepartureDue extends Error {
  constructor(readonly userIds: readonly string[]) {
    super('A departure comes first.');
  }
}

/** Throws when a link of the locked account or profile should have ended by now: who decides must not count it. */
export async function assertNoDepartureDue(
  manager: EntityManager,
  source: LearningSource,
  keys: { userId?: string; profileId?: string },
  now: Date,
): Promise<void> {
  const userIds = await holdersOfDueLinks(manager, source, keys, now);
  if (userIds.length > 0) throw new DepartureDue(userIds);
}

/** Does the work after the departures that it runs into, each in a transaction of its own: they lock more than it holds. */
export async function departuresFirst<T>(
  deps: Pick<Dependencies, 'dataSource' | 'clock'>,
  requestId: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DepartureDue)) throw error;
    for (const userId of error.userIds) await departWhenDue(deps, userId, requestId);
    return departuresFirst(deps, requestId, work);
  }
}
