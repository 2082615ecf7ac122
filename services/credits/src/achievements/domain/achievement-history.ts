import type { Credential } from '../../catalog/domain/catalog.js';
import { type Day, dayOf, unlessNever } from '../../values/domain/day.js';
import {
  decideFirstExpiry,
  decideNextExpiry,
  findLastStated,
  groupByCompletion,
  type IgnoredExpiry,
} from './stated-expiry.js';

/** A report of a learning source about one profile and one credential. */
export type Report = {
  readonly id: string;
  /** The achievement that the report belongs to; null before it is assigned. */
  readonly achievementId: string | null;
  readonly achievedAt: Date;
  readonly statedExpiry: Day | null;
  readonly recordedAt: Date;
  readonly revokedAt: Date | null;
};

/** One achievement: the report that began it, and the reports that renewed it or changed nothing. */
export type ComposedAchievement = {
  readonly achievementId: string | null;
  readonly reports: readonly Report[];
  readonly achievedAt: Date;
  readonly expiresOn: Day | null;
  readonly recordedAt: Date;
  readonly revokedAt: Date | null;
  /** Reports whose stated expiry does not apply, with the reason. */
  readonly ignoredExpiries: ReadonlyMap<string, IgnoredExpiry>;
};

/**
 * Composes achievements from the reports of one profile and one credential, in the order of their completion. The order
 * of arrival does not matter. A report inside the renewal window extends the achievement, an earlier one changes
 * nothing, and one after the expiry begins a new achievement.
 */
export function composeAchievements(credential: Credential, reports: readonly Report[]): ComposedAchievement[] {
  const live = chains(
    credential,
    reports.filter((report) => report.revokedAt === null),
  );
  const taken = new Set<string>();
  const achieved = live.map((chain) => {
    const achievementId = chain.reports
      .map((report) => report.achievementId)
      .find((id) => id !== null && !taken.has(id));
    if (achievementId) taken.add(achievementId);
    return { ...chain, achievementId: achievementId ?? null };
  });
  return [...achieved, ...revokedOnly(credential, reports, taken)];
}

/** The achievements as of an instant, without later reports and later revocations. */
export function composeAchievementsAsOf(
  credential: Credential,
  reports: readonly Report[],
  instant: Date,
): ComposedAchievement[] {
  const known = reports
    .filter((report) => report.achievedAt <= instant && (report.revokedAt === null || report.revokedAt > instant))
    .map((report) => (report.revokedAt === null ? report : { ...report, revokedAt: null }));
  return composeAchievements(credential, known);
}

/** A revoked achievement stays visible as revoked, unless another report continues it. */
function revokedOnly(
  credential: Credential,
  reports: readonly Report[],
  taken: ReadonlySet<string>,
): ComposedAchievement[] {
  const revoked = reports.filter(
    (report) => report.revokedAt !== null && !(report.achievementId !== null && taken.has(report.achievementId)),
  );
  const groups = Map.groupBy(revoked, (report) => report.achievementId ?? report.id);
  return [...groups.values()].flatMap((group) => {
    const [first] = chains(credential, group);
    if (!first) return [];
    const revokedAt = group.map((report) => report.revokedAt).reduce(latest, null);
    return [{ ...first, reports: group, achievementId: group[0]?.achievementId ?? null, revokedAt }];
  });
}

type Chain = { reports: Report[]; expiresOn: Day | null; ignoredExpiries: Map<string, IgnoredExpiry> };

function chains(credential: Credential, reports: readonly Report[]): ComposedAchievement[] {
  const ordered = [...reports].sort(
    (a, b) => a.achievedAt.getTime() - b.achievedAt.getTime() || (a.id < b.id ? -1 : 1),
  );
  const found: Chain[] = [];
  for (const completion of groupByCompletion(ordered)) {
    const [first] = completion;
    const last = findLastStated(completion);
    const stated = last?.statedExpiry ?? null;
    const current = found.at(-1);
    const isHeld = current && (current.expiresOn === null || dayOf(first.achievedAt) <= current.expiresOn);
    const decision = isHeld
      ? decideNextExpiry(credential, current.expiresOn, first, stated)
      : decideFirstExpiry(credential, first, stated);
    const chain: Chain = isHeld ? current : { reports: [], expiresOn: null, ignoredExpiries: new Map() };
    if (!isHeld) found.push(chain);
    chain.reports.push(...completion);
    chain.expiresOn = decision.expiresOn;
    if (last && decision.ignored) chain.ignoredExpiries.set(last.id, decision.ignored);
    for (const { id, statedExpiry } of completion) {
      if (statedExpiry !== null && statedExpiry !== stated) chain.ignoredExpiries.set(id, 'SUPERSEDED');
    }
  }
  return found.flatMap(({ reports: chain, expiresOn, ignoredExpiries }) => {
    const [first] = chain;
    if (!first) return [];
    const { achievedAt, recordedAt } = first;
    const identity = { achievementId: null, revokedAt: null };
    const end = unlessNever(expiresOn);
    return [{ ...identity, reports: chain, achievedAt, expiresOn: end, recordedAt, ignoredExpiries }];
  });
}

function latest(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
