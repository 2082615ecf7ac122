import { daysLater, latest, nextCalendarYear, twelveMonthsLater } from './instants.js';
import type { AssociationPolicy } from './policy.js';

/**
 * The starts that limit a user: of the work account, of the profile (decision (e)), and of the profile that was
 * rejected last, up to the rejection.
 */
export type Starts = { account: readonly Date[]; profile: readonly Date[]; rejected?: readonly Date[] };

export type Allowance = {
  limit: number;
  used: number;
  remaining: number;
  /** Oldest first. */
  countedStarts: readonly Date[];
  /** Null when the cool-off is over. */
  coolOffEndsAt: Date | null;
  /** Null when the year has a start left. */
  yearOpensAt: Date | null;
  /** Null when it may start now. */
  nextAssociationAt: Date | null;
};

/** What R24 and R25 leave, by the strictest of work account and profiles. */
export function allowance(starts: Starts, policy: AssociationPolicy, now: Date): Allowance {
  const all = [starts.profile, starts.account, starts.rejected ?? []].map((one) => ofOne(one, policy, now));
  const coolOffEndsAt = latest(...all.map((one) => one.coolOffEndsAt));
  const yearOpensAt = latest(...all.map((one) => one.yearOpensAt));
  const counted = all.map((one) => one.counted).reduce((most, one) => (one.length > most.length ? one : most));
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

/** Whether a link may start now: the limits have room, and no link of this source has to be removed first (R8). */
export function canAssociateNow({ nextAssociationAt }: Allowance, isLinked: boolean): boolean {
  return nextAssociationAt === null && !isLinked;
}

/** The first instant at which no start up to `now` limits anything. */
export function lastEffectOfStarts(now: Date, policy: AssociationPolicy): Date {
  const [coolOff, year] = [daysLater(now, policy.coolOffDays), twelveMonthsLater(now)];
  return new Date(Math.max(coolOff.getTime(), year.getTime()));
}

function ofOne(starts: readonly Date[], policy: AssociationPolicy, now: Date) {
  const yearEnd = policy.yearMode === 'rolling' ? twelveMonthsLater : nextCalendarYear;
  const counted = starts.filter((start) => yearEnd(start) > now).sort((a, b) => a.getTime() - b.getTime());
  const coolOffEndsAt = latest(...starts.map((start) => daysLater(start, policy.coolOffDays)));
  // The year has room once fewer starts than the limit count: the limit-th latest year end decides.
  const yearEnds = counted.map(yearEnd).sort((a, b) => b.getTime() - a.getTime());
  return {
    counted,
    coolOffEndsAt: coolOffEndsAt !== null && coolOffEndsAt > now ? coolOffEndsAt : null,
    yearOpensAt: yearEnds[policy.perYear - 1] ?? null,
  };
}
