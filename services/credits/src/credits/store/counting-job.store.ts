import { enqueue } from '@app/subgraph-kit/processes/worker';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { ProfileKey } from '../../catalog/domain/profile-key.js';
import {
  enqueueRecalculation,
  listPeopleOfProfiles,
  type PersonKey,
} from '../../holdings/store/recalculation-queue.store.js';
import { openCredits } from './credit.store.js';

export const COUNT_CREDITS = 'count-credits';

/** The profiles and achievements that a batch of reports changed. */
export type ChangedProfiles = { readonly profiles: readonly ProfileKey[]; readonly achievements: readonly string[] };

/** A changed batch, and its people who are in the recalculation queue. */
export type EnqueuedChanges = ChangedProfiles & { readonly enqueued: readonly PersonKey[] };

/** Payload of the job: the changed profiles. */
export const countingPayload = z.object({
  profiles: z.array(z.object({ source: z.enum(['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY']), profileId: z.string() })),
});

/**
 * Opens the credits of changed profiles and enqueues their counting in the same transaction. An achievement and a link
 * that commit concurrently do not see each other; the job runs after both and does.
 */
export async function enqueueCounting(
  manager: EntityManager,
  profiles: readonly ProfileKey[],
  terms: { now: Date; deadlineDays: number },
): Promise<void> {
  if (profiles.length === 0) return;
  await openCredits(manager, { profiles }, { ...terms, countedAt: null });
  await enqueueRecalculation(manager, await listPeopleOfProfiles(manager, profiles));
  await enqueue(manager, 'credits', { task: COUNT_CREDITS, payload: countingPayload.parse({ profiles }) });
}
