import type { ProfileMerged } from '@app/events/profile-merged';
import { inTransaction } from '@app/subgraph-kit/transaction';
import { recalculateAchievements } from '../../achievements/store/achievement.store.js';
import { insertMerge, lockForMerge, moveToSurvivingProfile } from '../../achievements/store/profile-merge.store.js';
import { askForCounting } from '../../credits/store/counting-job.store.js';
import type { Dependencies } from '../../dependencies.js';

/**
 * Achievements, feeds and links of a merged profile belong to the surviving one for ever; what both had is read anew as
 * one history. Heard again, or in another order than the other merges of a chain, it ends the same.
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
    await recalculateAchievements(manager, rules.catalogue, histories);
    await askForCounting(manager, [{ source, profileId }], { now: clock.now(), deadlineDays: creditDeadlineDays });
  });
}
