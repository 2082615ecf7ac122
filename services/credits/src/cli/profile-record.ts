import type { CommandRun } from '@app/subgraph-kit/commands/command';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { LearningSource } from '../catalog/domain/catalog.js';
import { reasonsOf } from '../credits/domain/contribution.js';
import { type CreditReason, type CreditState, standingOf } from '../credits/domain/credit.js';
import { type ProfileAchievement, readProfiles } from '../credits/store/profile-credits.store.js';
import { requiredOn } from '../rules/domain/relevance.js';
import type { Rules } from '../rules/store/load-rules.js';
import { scoresLoaders } from '../scores/api/context.js';
import { dayOf, unlessNever } from '../values/domain/day.js';
import { withCredits } from './with-credits.js';

/** What an organization counts of an achievement, with the reasons of the API for which it adds no points. */
export type ExplainedCredit = {
  readonly organizationId: string;
  readonly state: CreditState;
  readonly reasons: readonly CreditReason[];
  readonly expectedBy: Date;
};

/** What credits has recorded for a learning profile. */
export type ProfileRecord = {
  readonly achievements: readonly (ProfileAchievement & { readonly credits: readonly ExplainedCredit[] })[];
  /** The ids of the links that credits knows. */
  readonly linkIds: readonly string[];
};

/** A profile with the ids that were merged into it: a merge may be known to one service first. */
export type ProfileIds = { readonly source: LearningSource; readonly profileIds: readonly string[] };

/** What is recorded for profiles, each in its own result, with the state of every credit as the API shows it. */
export async function findProfileRecords(profiles: readonly ProfileIds[], run: CommandRun): Promise<ProfileRecord[]> {
  return withCredits(run, async ({ deps: { rules, clock }, reads }) => {
    const records: ProfileRecord[] = [];
    for (const profile of profiles) records.push(await recordOf(profile, { reads, rules, now: clock.now() }));
    return records;
  });
}

async function recordOf(
  { source, profileIds }: ProfileIds,
  { reads, rules, now }: { reads: RequestReads; rules: Rules; now: Date },
): Promise<ProfileRecord> {
  const { achievements, credits, linkIds } = await readProfiles(reads, source, profileIds);
  const named = requiredOn(rules, dayOf(now));
  const { contributions } = scoresLoaders(reads, { rules, now });
  const explained = await Promise.all(
    credits.map(async (credit) => {
      const { credentialCode: code, organizationId, achievementId, expectedBy } = credit;
      const standing = standingOf({ ...credit, credential: rules.catalog.recorded(code), named: named.has(code) }, now);
      const reasons =
        standing.reason === null
          ? reasonsOf(standing, await contributions({ ...credit, standing }))
          : [standing.reason];
      return { achievementId, organizationId, state: standing.state, reasons, expectedBy };
    }),
  );
  return {
    achievements: achievements.map((achievement) => ({
      ...achievement,
      expiresOn: unlessNever(achievement.expiresOn),
      credits: explained
        .filter(({ achievementId }) => achievementId === achievement.id)
        .map(({ achievementId: _achievementId, ...credit }) => credit),
    })),
    linkIds,
  };
}
