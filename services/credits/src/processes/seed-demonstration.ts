import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { type SentItem, validateItem } from '../achievements/domain/reported-item.js';
import { findFirstRecorded } from '../achievements/store/report.store.js';
import type { LearningSource } from '../catalog/domain/catalog.js';
import { enqueueCounting } from '../credits/store/counting-job.store.js';
import { openCredits } from '../credits/store/credit.store.js';
import type { Dependencies } from '../dependencies.js';
import { revokeAchievement } from '../importing/application/revoke-achievement.js';
import { recordBatch } from '../importing/store/achievement-batch.store.js';
import { countMissingProjections } from '../members/store/projections.store.js';
import { recordPartnerMetric } from '../scores/application/record-partner-metric.js';
import { publishMissingReports } from '../skills-report/application/publish-skills-reports.js';
import { lockReports, unlockReports } from '../skills-report/store/skills-report-publication.store.js';
import { dayOf } from '../values/domain/day.js';
import { allowLongStatements } from '../values/store/long-statements.js';
import type { DemonstrationWorld } from './demonstration-world.js';

const DAY_IN_MILLISECONDS = 86_400_000;
/** Days that a feed covers: one more, and its oldest achievements would miss the promise of ten days. */
const FEED_DAYS = 7;
const DELIVERY_MILLISECONDS = 60_000;
/** Associations arrive one after the other, and people who linked in the meantime may have prevented some. */
const LAST_LINKS_MILLISECONDS = 15_000;
const CALLER = {
  kind: 'operator',
  clientId: 'demonstration',
  permissions: ['achievements:write', 'metrics:write'],
} as const;

type DaysAgo = (days: number) => Date;
type Told = { readonly source: LearningSource; readonly daysAgo: number; readonly item: Omit<SentItem, 'achievedAt'> };

/**
 * Loads the demonstration through the use cases, as weekly feeds, figures and revocations would have arrived, each at
 * its own instant, and publishes the Skills Reports of the months since. Repeating it continues an interrupted load with
 * the same days. Where loading has not `begun` in this database, achievements of other origin prevent it. Returns the
 * number of new achievements.
 */
export async function seedDemonstration(
  dependencies: Dependencies,
  world: DemonstrationWorld,
  begun = false,
): Promise<number> {
  const start = await firstStart(dependencies, world, begun);
  if (start === null) return 0;
  const holder = dependencies.dataSource.createQueryRunner();
  try {
    // A Skills Report never changes, so that the jobs take none before all of its data is recorded.
    await lockReports(
      holder.manager,
      world.organizations.map(({ id }) => id),
    );
    await allPeopleAreKnown(dependencies, world);
    const recorded = await liveThrough(dependencies, world, start);
    await unlockReports(holder.manager);
    await publishMissingReports(dependencies);
    return recorded;
  } finally {
    await unlockReports(holder.manager);
    await holder.release();
  }
}

async function liveThrough(dependencies: Dependencies, world: DemonstrationWorld, start: Date): Promise<number> {
  const ago: DaysAgo = (days) => new Date(start.getTime() - Math.round(days * DAY_IN_MILLISECONDS));
  let recorded = 0;
  for (const feed of feedsOf(world)) recorded += await recordFeed(dependencies, feed, ago);
  await countAll(dependencies, world);
  for (const { revokedDaysAgo, ...revocation } of world.revocations) {
    const { kind } = await revokeAchievement(at(dependencies, ago(revokedDaysAgo)), revocation);
    if (kind !== 'revoked')
      throw new Error(`The demonstration revokes an achievement without a report: ${revocation.externalId}`);
  }
  for (const { holdsFromDaysAgo, ...figure } of world.figures) {
    const told = { caller: CALLER, idempotencyKey: null, ...figure, on: dayOf(ago(holdsFromDaysAgo)) };
    const { kind } = await recordPartnerMetric(at(dependencies, ago(Math.max(0, holdsFromDaysAgo - 1))), told);
    if (kind !== 'recorded') throw new Error(`A figure of the demonstration is rejected, ${kind}: ${figure.metric}`);
  }
  return recorded;
}

async function allPeopleAreKnown(
  { dataSource }: Dependencies,
  { organizations, people, associations }: DemonstrationWorld,
): Promise<void> {
  const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id);
  const all = { organizations: ids(organizations), people: ids(people), associations: ids(associations) };
  let fewest = Number.POSITIVE_INFINITY;
  let lastNews = performance.now();
  for (;;) {
    const missing = await inTransaction(dataSource, 'every-organization', (manager) =>
      countMissingProjections(manager, all),
    );
    if (missing === 0) return;
    // The deadline moves as long as events arrive.
    if (missing < fewest) lastNews = performance.now();
    fewest = Math.min(fewest, missing);
    const quiet = performance.now() - lastNews;
    const isLinking = missing < all.associations.length;
    if (isLinking && quiet > LAST_LINKS_MILLISECONDS && (await onlyLinksAreMissing(dataSource, all))) return;
    if (quiet > DELIVERY_MILLISECONDS) throw new Error(`No event about ${missing} in the demonstration arrived.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function onlyLinksAreMissing(
  dataSource: Dependencies['dataSource'],
  all: Parameters<typeof countMissingProjections>[1],
): Promise<boolean> {
  const others = await inTransaction(dataSource, 'every-organization', (manager) =>
    countMissingProjections(manager, { ...all, associations: [] }),
  );
  return others === 0;
}

async function firstStart(
  { dataSource, clock }: Dependencies,
  { achievements }: DemonstrationWorld,
  begun: boolean,
): Promise<Date | null> {
  const own = achievements.map(({ externalId }) => externalId);
  const known = await inTransaction(dataSource, 'every-organization', (manager) =>
    findFirstRecorded(manager, begun ? own : undefined),
  );
  if (known === null) return clock.now();
  const same = achievements.find(({ externalId }) => externalId === known.externalId);
  return same ? new Date(known.achievedAt.getTime() + Math.round(same.achievedDaysAgo * DAY_IN_MILLISECONDS)) : null;
}

/** The weekly feeds of each source, oldest first. */
function feedsOf({ achievements, courses, completions }: DemonstrationWorld): Told[][] {
  const offered = new Map(courses.map((course) => [course.uid, course]));
  const told = [
    ...achievements.map(({ source, achievedDaysAgo, ...item }): Told => ({ source, daysAgo: achievedDaysAgo, item })),
    ...completions.map(({ profileId, uid, completedDaysAgo }): Told => {
      const item = { externalId: `learn-${profileId}-${uid}`, profileId, training: offered.get(uid) };
      return { source: 'MICROSOFT_LEARN', daysAgo: completedDaysAgo, item };
    }),
  ].sort((one, other) => other.daysAgo - one.daysAgo);
  return [...Map.groupBy(told, ({ source, daysAgo }) => `${source} ${Math.floor(daysAgo / FEED_DAYS)}`).values()];
}

/**
 * Records a feed and counts its credits at the instant of the feed; a job would count them today, years after the
 * promise.
 */
async function recordFeed(dependencies: Dependencies, feed: readonly Told[], ago: DaysAgo): Promise<number> {
  const { dataSource, rules, creditDeadlineDays: deadlineDays } = dependencies;
  const now = ago(Math.max(0, Math.min(...feed.map(({ daysAgo }) => daysAgo)) - 1));
  const source = feed[0]?.source ?? 'MICROSOFT_LEARN';
  return inTransaction(dataSource, 'every-organization', async (manager) => {
    await allowLongStatements(manager);
    const items = feed.map(({ daysAgo, item }) =>
      validateItem({ ...item, achievedAt: ago(daysAgo) }, { source, catalog: rules.catalog, now }),
    );
    const { accepted, rejected, profiles } = await recordBatch(manager, rules.catalog, { source, items, now });
    if (rejected.length > 0) throw new Error(`Demonstration achievements are rejected: ${JSON.stringify(rejected)}`);
    await openCredits(manager, { profiles }, { now, deadlineDays, countedAt: now });
    return accepted.length;
  });
}

/** Each user is calculated once, after the last feed: one who earned something every month would be a hundred times. */
async function countAll(
  { dataSource, clock, creditDeadlineDays: deadlineDays }: Dependencies,
  { achievements, completions }: DemonstrationWorld,
): Promise<void> {
  const learners = completions.map(({ profileId }) => ({ source: 'MICROSOFT_LEARN' as const, profileId }));
  const all = [...achievements.map(({ source, profileId }) => ({ source, profileId })), ...learners];
  const profiles = [...new Map(all.map((key) => [`${key.source} ${key.profileId}`, key])).values()];
  await inTransaction(dataSource, 'every-organization', (manager) =>
    enqueueCounting(manager, profiles, { now: clock.now(), deadlineDays }),
  );
}

function at(dependencies: Dependencies, instant: Date): Dependencies {
  return { ...dependencies, clock: { now: () => instant } };
}
