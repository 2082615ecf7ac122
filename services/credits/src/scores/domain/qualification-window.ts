import { addDays, type Day, FIRST_DAY, LAST_DAY } from '../../values/domain/day.js';

/**
 * The days that decide about a designation, both ends included: the month of the anniversary or of today, and the five
 * months before.
 */
export function qualificationWindow(today: Day, anniversary: Day | null): { readonly from: Day; readonly to: Day } {
  return {
    from: firstOfMonth(anniversary ?? today, -5),
    to: anniversary === null ? today : lastOfMonth(anniversary, 0),
  };
}

/** The last day of the month that many months later; the last day of the calendar beyond its end. */
export function lastOfMonth(day: Day, months: number): Day {
  const next = firstOfMonth(day, months + 1);
  return next === LAST_DAY ? LAST_DAY : addDays(next, -1);
}

function firstOfMonth(day: Day, months: number): Day {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  if (month < 12) return FIRST_DAY;
  if (month >= 120_000) return LAST_DAY;
  const year = String(Math.floor(month / 12)).padStart(4, '0');
  return `${year}-${String((month % 12) + 1).padStart(2, '0')}-01` as Day;
}
