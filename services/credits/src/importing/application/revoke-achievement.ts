import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { recalculateAchievements } from '../../achievements/store/achievement.store.js';
import { blockMerges } from '../../achievements/store/profile-merge.store.js';
import { findReport, lockReports, revokeReport } from '../../achievements/store/report.store.js';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import { recalculatePeople } from '../../credits/application/recalculate-people.js';
import { enqueueCounting } from '../../credits/store/counting-job.store.js';
import type { Dependencies } from '../../dependencies.js';
import { listPeopleOfProfiles } from '../../holdings/store/recalculation-queue.store.js';

export type RevokeAchievement = {
  readonly source: LearningSource;
  readonly externalId: string;
  readonly reason: string;
};

export type RevokeAchievementOutcome = { kind: 'revoked'; achievementId: string } | { kind: 'not-found' };

/** Revokes a report and recalculates its history without it. Idempotent. */
export async function revokeAchievement(
  dependencies: Dependencies,
  { source, externalId, reason }: RevokeAchievement,
): Promise<RevokeAchievementOutcome> {
  const { dataSource, clock, rules, creditDeadlineDays } = dependencies;
  return inTransaction(dataSource, 'every-organization', async (manager) => {
    await blockMerges(manager);
    const found = await findReport(manager, source, externalId);
    if (!found) return { kind: 'not-found' };
    const { id, profileId, credentialCode } = found;
    await lockReports(manager, source, { profileIds: [profileId], externalIds: [externalId] });
    const report = await findReport(manager, source, externalId);
    if (!report?.revokedAt) {
      const now = clock.now();
      await revokeReport(manager, id, { at: now, reason });
      await recalculateAchievements(manager, rules.catalog, [{ source, profileId, credentialCode }]);
      await enqueueCounting(manager, [{ source, profileId }], { now, deadlineDays: creditDeadlineDays });
      // Recalculated here and not by the job: a revoked achievement must not count in the meantime.
      const people = await listPeopleOfProfiles(manager, [{ source, profileId }]);
      await recalculatePeople(manager, dependencies, people, now);
    }
    const settled = await findReport(manager, source, externalId);
    return settled?.achievementId ? { kind: 'revoked', achievementId: settled.achievementId } : { kind: 'not-found' };
  });
}
