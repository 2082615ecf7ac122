import { daysLater, latest, nextCalendarYear, twelveMonthsLater } from './instants.js';
import type { AssociationPolicy } from './policy.js';

/** The starts that bind somebody: those of the work account and those of the profile (decision (e)). */
export type Starts = { account: readonly Date[]; profile: readonly Date[] };

export type Allowance = {
  limit: number;
  used: number;
  remaining: number;
  /** Oldest first. */
  countedStarts: readonly Date[];
  /** Null when the cool-off is over. */
  coolOffEndsAt: Date | null;
  /** Null when the year has room. */
  yearOpensAt: Date | null;
  /** Null when that is now. */
  nextAssociationAt: Date | null;
};

/** What R24 and R25 leave, by the stricter of work account and profile. */
export function allowance(starts: Starts, policy: AssociationPolicy, now: Date): Allowance {
  const account = ofOne(starts.account, policy, now);
  const profile = ofOne(starts.profile, policy, now);
  const coolOffEndsAt = latest(account.coolOffEndsAt, profile.coolOffEndsAt);
  const yearOpensAt = latest(account.yearOpensAt, profile.yearOpensAt);
  const counted = account.counted.length > profile.counted.length ? account.counted : profile.counted;
  return {
    limit: policy.perYear,
    used: counted.length,
    remaining: Math.max(0, policy.perYear - counted.length),
    countedStarts: counted,
    coolOffEndsAt,
    yearOpensAt,
    nextAssociationAt: latest(coolOffEndsAt, yearOpensAt),
  };
}

function ofOne(starts: readonly Date[], policy: AssociationPolicy, now: Date) {
  const yearEnd = policy.yearMode === 'rolling' ? twelveMonthsLater : nextCalendarYear;
  const counted = starts.filter((start) => yearEnd(start) > now).sort((a, b) => a.getTime() - b.getTime());
  const coolOffEndsAt = latest(...starts.map((start) => daysLater(start, policy.coolOffDays)));
  // The year has room again once fewer than the limit still count: the limit-th latest year end decides.
  const yearEnds = counted.map(yearEnd).sort((a, b) => b.getTime() - a.getTime());
  return {
    counted,
    coolOffEndsAt: coolOffEndsAt !== null && coolOffEndsAt > now ? coolOffEndsAt : null,
    yearOpensAt: yearEnds[policy.perYear - 1] ?? null,
  };
}
