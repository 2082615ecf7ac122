import type { ProfileMerged } from '@app/events/profile-merged';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { recalculateAchievements } from '../../achievements/store/achievement.store.js';
import { insertMerge, lockForMerge, moveToSurvivingProfile } from '../../achievements/store/profile-merge.store.js';
import { enqueueCounting } from '../../credits/store/counting-job.store.js';
import type { Dependencies } from '../../dependencies.js';

/**
 * Moves achievements and links of a merged profile to the surviving one, now and for later feeds. The reports of both
 * become one history. Repeated events and any order within a chain lead to the same state.
 */
export async function applyProfileMerged(
  dependencies: Dependencies,
  merge: ProfileMerged,
  publishedAt: Date,
): Promise<void> {
  const { dataSource, clock, rules, creditDeadlineDays } = dependencies;
  await inTransaction(dataSource, 'every-organization', async (manager) => {
    await lockForMerge(manager);
    const { source, fromProfileId } = merge;
    const profileId = await insertMerge(manager, merge, publishedAt);
    if (profileId === fromProfileId) return;
    const codes = await moveToSurvivingProfile(manager, source, fromProfileId, profileId);
    const histories = codes.map((credentialCode) => ({ source, profileId, credentialCode }));
    await recalculateAchievements(manager, rules.catalog, histories);
    await enqueueCounting(manager, [{ source, profileId }], { now: clock.now(), deadlineDays: creditDeadlineDays });
  });
}
