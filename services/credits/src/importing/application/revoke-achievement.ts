import { inTransaction } from '@app/subgraph-kit/transaction';
import { settleAchievements } from '../../achievements/store/achievement.store.js';
import { withoutMerges } from '../../achievements/store/profile-merge.store.js';
import { findReport, lockReported, markRevoked } from '../../achievements/store/report.store.js';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import { askForCounting } from '../../credits/store/counting-job.store.js';
import type { Dependencies } from '../../dependencies.js';
import { workOutHoldings } from '../../holdings/store/holding.store.js';
import { peopleOf } from '../../holdings/store/people-to-work-out.store.js';

export type RevokeAchievement = {
  readonly source: LearningSource;
  readonly externalId: string;
  readonly reason: string;
};

export type RevokeAchievementOutcome = { kind: 'revoked'; achievementId: string } | { kind: 'not-found' };

/** Takes one report back; what it began or renewed is read anew without it. Revoking again changes nothing. */
export async function revokeAchievement(
  dependencies: Dependencies,
  { source, externalId, reason }: RevokeAchievement,
): Promise<RevokeAchievementOutcome> {
  const { dataSource, clock, rules, creditDeadlineDays } = dependencies;
  return inTransaction(dataSource, 'every-organization', async (manager) => {
    await withoutMerges(manager);
    const found = await findReport(manager, source, externalId);
    if (!found) return { kind: 'not-found' };
    const { id, profileId, credentialCode } = found;
    await lockReported(manager, source, { profileIds: [profileId], externalIds: [externalId] });
    const report = await findReport(manager, source, externalId);
    if (!report?.revokedAt) {
      const now = clock.now();
      await markRevoked(manager, id, { at: now, reason });
      await settleAchievements(manager, rules.catalogue, [{ source, profileId, credentialCode }]);
      await askForCounting(manager, [{ source, profileId }], { now, deadlineDays: creditDeadlineDays });
      // What is taken back does not count for the moment that a job takes.
      await workOutHoldings(manager, rules.catalogue, await peopleOf(manager, [{ source, profileId }]), now);
    }
    const settled = await findReport(manager, source, externalId);
    return settled?.achievementId ? { kind: 'revoked', achievementId: settled.achievementId } : { kind: 'not-found' };
  });
}
