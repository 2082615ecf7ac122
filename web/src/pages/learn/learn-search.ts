import { type Filters, filters, type Search, textOf } from '../../app/search.ts';

const MONTHS = 12;

/** The first and the last day of a range, both included. */
export type DayRange = { readonly from: string; readonly to: string };

/** Reads the range of an address. */
export function readLearnSearch(search: Search) {
  return filters({ from: textOf(search.from), to: textOf(search.to) });
}

/** The range that an address means; without a first day, twelve months with the one of the last day. */
export function rangeOf({ from, to }: Filters<DayRange>, today: Date): DayRange {
  const last = to ?? today.toISOString().slice(0, 10);
  return { from: from ?? firstDayBefore(last), to: last };
}

/** A text that is no day comes back as it is: the API says what is wrong with it. */
function firstDayBefore(last: string): string {
  const day = new Date(last);
  if (Number.isNaN(day.getTime())) return last;
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - MONTHS + 1)).toISOString().slice(0, 10);
}
