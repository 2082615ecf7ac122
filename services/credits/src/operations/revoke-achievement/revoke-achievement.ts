import { inTransaction } from '@app/subgraph-kit/transaction';
import type { Dependencies } from '../../dependencies.js';
import type { LearningSource } from '../../domain/catalogue.js';
import { settleAchievements } from '../../persistence/achievement.store.js';
import { askForCounting } from '../../persistence/counting-job.store.js';
import { workOutHoldings } from '../../persistence/holding.store.js';
import { peopleOf } from '../../persistence/people-to-work-out.store.js';
import { withoutMerges } from '../../persistence/profile-merge.store.js';
import { findReport, lockReported, markRevoked } from '../../persistence/report.store.js';

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
