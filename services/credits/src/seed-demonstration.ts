import { inTransaction } from '@app/subgraph-kit/transaction';
import { z } from 'zod';
import type { Dependencies } from './dependencies.js';
import { recordAchievements } from './operations/record-achievements/record-achievements.js';
import { firstRecorded } from './persistence/report.store.js';

const DAY_IN_MILLISECONDS = 86_400_000;

/** Of the demonstration file, what concerns credits; the rest is for the other services. */
export const demonstrationWorld = z.object({
  achievements: z.array(
    z.object({
      externalId: z.string(),
      source: z.enum(['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY']),
      profileId: z.string(),
      credentialCode: z.string(),
      achievedDaysAgo: z.number().min(0),
    }),
  ),
});

/** One achievement, so many days before the first start. */
export type DemonstrationAchievement = z.output<typeof demonstrationWorld>['achievements'][number];

/**
 * Records the demonstration through the use case, as monthly feeds would have done. Where it broke off earlier it goes on
 * with the same days; where other achievements are recorded it does nothing. Returns how many are new.
 */
export async function seedDemonstration(
  dependencies: Dependencies,
  achievements: readonly DemonstrationAchievement[],
): Promise<number> {
  const start = await firstStart(dependencies, achievements);
  if (start === null) return 0;
  const feeds = Map.groupBy(
    achievements,
    ({ source, achievedDaysAgo }) => `${source} ${Math.floor(achievedDaysAgo / 30)}`,
  );
  let recorded = 0;
  for (const feed of feeds.values()) recorded += await seed(dependencies, feed, start);
  return recorded;
}

async function firstStart(
  { dataSource, clock }: Dependencies,
  achievements: readonly DemonstrationAchievement[],
): Promise<Date | null> {
  const known = await inTransaction(dataSource, 'every-organization', (manager) => firstRecorded(manager));
  if (known === null) return clock.now();
  const same = achievements.find(({ externalId }) => externalId === known.externalId);
  return same ? new Date(known.achievedAt.getTime() + offsetOf(same)) : null;
}

async function seed(
  dependencies: Dependencies,
  feed: readonly DemonstrationAchievement[],
  start: Date,
): Promise<number> {
  const items = feed.map((achievement) => ({
    externalId: achievement.externalId,
    profileId: achievement.profileId,
    credentialCode: achievement.credentialCode,
    achievedAt: new Date(start.getTime() - offsetOf(achievement)),
  }));
  const newest = Math.max(...items.map(({ achievedAt }) => achievedAt.getTime()));
  const recordedAt = new Date(Math.min(newest + DAY_IN_MILLISECONDS / 4, start.getTime()));
  const outcome = await recordAchievements(
    { ...dependencies, clock: { now: () => recordedAt } },
    {
      caller: { kind: 'operator', clientId: 'demonstration', permissions: ['achievements:write'] },
      source: feed[0]?.source ?? 'MICROSOFT_LEARN',
      items,
      idempotencyKey: null,
    },
  );
  if (outcome.kind !== 'recorded' || outcome.refused.length > 0) {
    throw new Error(`Demonstration achievements are refused: ${JSON.stringify(outcome)}`);
  }
  return outcome.recorded;
}

function offsetOf({ achievedDaysAgo }: DemonstrationAchievement): number {
  return Math.round(achievedDaysAgo * DAY_IN_MILLISECONDS);
}
