import { addYears, type Day, numberOfDay, parseDay } from '../../values/domain/day.js';

/** A range of UTC days, both ends included; also as days since 1970-01-01. */
export type DayRange = {
  readonly from: Day;
  readonly to: Day;
  readonly firstDay: number;
  readonly lastDay: number;
  /**
   * The whole months of the range: wholeFrom <= day < wholeUntil. Without a whole month both are the day after the
   * last.
   */
  readonly wholeFrom: number;
  readonly wholeUntil: number;
};

/** A month as `YYYY-MM`. */
export type Month = string & { readonly brand: 'Month' };

const DAY_IN_MILLISECONDS = 86_400_000;

/** Maximum length of a range: nothing is recorded before 1980. */
const MOST_YEARS = 50;

/** Parses a range; returns a message when it is invalid. */
export function readRange(from: string, to: string): DayRange | { readonly fault: string } {
  const [first, last] = [parseDay(from), parseDay(to)];
  if (!first) return { fault: 'from: not a day of the calendar.' };
  if (!last) return { fault: 'to: not a day of the calendar.' };
  if (last < first) return { fault: 'to: the range ends before it begins.' };
  if (last > addYears(first, MOST_YEARS)) return { fault: `to: a range spans at most ${MOST_YEARS} years.` };
  const [firstDay, lastDay] = [numberOfDay(first), numberOfDay(last)];
  const wholeFrom = first.endsWith('-01') ? firstDay : firstDayOfMonth(monthNumberOf(first) + 1);
  const ends = firstDayOfMonth(monthNumberOf(last) + 1);
  const wholeUntil = lastDay + 1 === ends ? ends : firstDayOfMonth(monthNumberOf(last));
  const whole =
    wholeFrom < wholeUntil ? { wholeFrom, wholeUntil } : { wholeFrom: lastDay + 1, wholeUntil: lastDay + 1 };
  return { from: first, to: last, firstDay, lastDay, ...whole };
}

/** Every month of the range, in order. */
export function monthsOf({ from, to }: DayRange): Month[] {
  const months: Month[] = [];
  for (let month = monthNumberOf(from); month <= monthNumberOf(to); month += 1) {
    const [year, place] = [Math.floor(month / 12), (month % 12) + 1];
    months.push(`${String(year).padStart(4, '0')}-${String(place).padStart(2, '0')}` as Month);
  }
  return months;
}

function firstDayOfMonth(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12) / DAY_IN_MILLISECONDS;
}

function monthNumberOf(day: Day): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}
