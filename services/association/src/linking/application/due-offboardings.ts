import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../dependencies.js';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import { holdersOfDueLinks } from '../store/due-link.store.js';
import { offboardMember } from './offboard-member.js';

/** A report refresh has passed, and the job has not offboarded these users yet. */
class OffboardingDue extends Error {
  constructor(readonly userIds: readonly string[]) {
    super('Offboardings have to be processed first.');
  }
}

/** Throws when a link of the locked account or profile should have ended by now: a decision must not count it. */
export async function assertNoOffboardingDue(
  manager: EntityManager,
  source: LearningSource,
  keys: { userId?: string; profileId?: string },
  now: Date,
): Promise<void> {
  const userIds = await holdersOfDueLinks(manager, source, keys, now);
  if (userIds.length > 0) throw new OffboardingDue(userIds);
}

/**
 * Runs the work; when it meets due offboardings, processes them and runs it again. Each offboarding has a transaction of
 * its own, because it locks more than the work holds.
 */
export async function afterDueOffboardings<T>(
  deps: Pick<Dependencies, 'dataSource' | 'clock'>,
  requestId: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof OffboardingDue)) throw error;
    for (const userId of error.userIds) await offboardMember(deps, userId, requestId);
    return afterDueOffboardings(deps, requestId, work);
  }
}
