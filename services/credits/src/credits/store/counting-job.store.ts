import { enqueue } from '@app/subgraph-kit/worker';
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

/** What a batch touched: the profiles, and the achievements that they have by it. */
export type Touched = { readonly profiles: readonly ProfileKey[]; readonly achievements: readonly string[] };

/** The same, and the people who are marked for it. */
export type EnqueuedRecording = Touched & { readonly marked: readonly PersonKey[] };

/** What the job carries: the profiles that were touched. */
export const countingPayload = z.object({
  profiles: z.array(z.object({ source: z.enum(['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY']), profileId: z.string() })),
});

/**
 * Opens the credits of these profiles and asks for their counting, in the transaction that touched them. Of an achievement
 * and a link that come at the same moment neither sees the other; the job runs after both and sees them.
 */
export async function askForCounting(
  manager: EntityManager,
  profiles: readonly ProfileKey[],
  terms: { now: Date; deadlineDays: number },
): Promise<void> {
  if (profiles.length === 0) return;
  await openCredits(manager, { profiles }, { ...terms, countedAt: null });
  await enqueueRecalculation(manager, await listPeopleOfProfiles(manager, profiles));
  await enqueue(manager, 'credits', { task: COUNT_CREDITS, payload: countingPayload.parse({ profiles }) });
}
