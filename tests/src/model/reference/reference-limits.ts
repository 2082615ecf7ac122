import type { YearMode } from '../system/linking-system.js';

const DAY = 86_400_000;

/** When the starts of an account or of a profile allow the next one; instants in milliseconds. */
type Waiting = { coolOffUntil: number; yearUntil: number; counted: number[] };

/** Starts of the account, of the profile in question, and of the profile that was last rejected for the account. */
export type Starts = { account: readonly number[]; profile: readonly number[]; refused?: readonly number[] };

export type Allowance = {
  limit: number;
  used: number;
  remaining: number;
  countedStarts: string[];
  canAssociateNow: boolean;
  nextAssociationAt: string | null;
  coolOffEndsAt: string | null;
};

/** R24 to R26 and R30 as written: the year of the third-last start is over, last start + 30 days. */
export function limits({ account, profile, refused = [] }: Starts, now: number, year: YearMode, isLinked = false) {
  const all = [account, profile, refused].map((starts) => waiting(starts, now, year));
  const coolOffUntil = Math.max(...all.map((one) => one.coolOffUntil));
  const yearUntil = Math.max(...all.map((one) => one.yearUntil));
  const most = Math.max(...all.map((one) => one.counted.length));
  // If several have the same count, the profile's starts are shown.
  const counted = [all[1], all[0], all[2]].find((one) => one?.counted.length === most)?.counted ?? [];
  const next = Math.max(coolOffUntil, yearUntil);
  const allowance: Allowance = {
    limit: 3,
    used: counted.length,
    remaining: 3 - Math.min(3, counted.length),
    countedStarts: counted.map(instant),
    canAssociateNow: next <= now && !isLinked,
    nextAssociationAt: next > now ? instant(next) : null,
    coolOffEndsAt: coolOffUntil > now ? instant(coolOffUntil) : null,
  };
  return { allowance, blockedUntil: next > now ? next : undefined, byTheYear: yearUntil > coolOffUntil };
}

/** The text of a rejection. */
export function refusal(blocked: { until: number; byTheYear: boolean; used: number }) {
  const date = instant(blocked.until).slice(0, 10);
  const nextAssociationAt = instant(blocked.until);
  if (!blocked.byTheYear) {
    const message = `You've attempted to associate with a partner organization. However, we require a period of 30 days between associations. Your next available date for a subsequent association is ${date}`;
    return { is: 'AssociationCoolOffError', message, nextAssociationAt };
  }
  const message = `You have used ${blocked.used} of 3 associations that are possible in a year. Your next available date for a subsequent association is ${date}`;
  return { is: 'AssociationLimitError', message, nextAssociationAt, limit: 3, used: blocked.used };
}

export function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** R21: 00:00 UTC on the 10th of the month after. */
export function tenthOfNextMonth(after: number): number {
  const date = new Date(after);
  return date.getUTCMonth() === 11
    ? Date.UTC(date.getUTCFullYear() + 1, 0, 10)
    : Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 10);
}

function waiting(starts: readonly number[], now: number, year: YearMode): Waiting {
  const yearAfter = year === 'rolling' ? aYearAfter : nextYear;
  const newestFirst = [...starts].sort((a, b) => b - a);
  const [last, , thirdLast] = newestFirst;
  return {
    coolOffUntil: last === undefined ? 0 : last + 30 * DAY,
    yearUntil: thirdLast === undefined ? 0 : yearAfter(thirdLast),
    counted: newestFirst.filter((start) => yearAfter(start) > now).reverse(),
  };
}

function aYearAfter(start: number): number {
  const timeOfDay = start % DAY;
  const date = new Date(start);
  const [year, month, day] = [date.getUTCFullYear() + 1, date.getUTCMonth(), date.getUTCDate()];
  const daysOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(day, daysOfMonth)) + timeOfDay;
}

function nextYear(start: number): number {
  return Date.UTC(new Date(start).getUTCFullYear() + 1, 0, 1);
}
