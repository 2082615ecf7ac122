/** A calendar day in UTC as `YYYY-MM-DD`; days compare as text. */
export type Day = string & { readonly brand: 'Day' };

/** Half-open: from <= day < until; a missing end is open. */
export type Span = { readonly from?: Day | null | undefined; readonly until?: Day | null | undefined };

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_IN_MILLISECONDS = 86_400_000;
export const FIRST_DAY = '0001-01-01' as Day;
/** The value that feeds send for "never". */
export const LAST_DAY = '9999-12-31' as Day;

/** Undefined for text that is not a calendar day, such as 2025-02-29. */
export function parseDay(text: string): Day | undefined {
  if (!PATTERN.test(text)) return undefined;
  const instant = Date.parse(`${text}T00:00:00.000Z`);
  return Number.isNaN(instant) || dayOf(new Date(instant)) !== text ? undefined : (text as Day);
}

/** Null for the value that feeds send for "never". */
export function unlessNever(day: Day | null): Day | null {
  return day === LAST_DAY ? null : day;
}

/** The UTC day of an instant. */
export function dayOf(instant: Date): Day {
  const number = Math.floor(instant.getTime() / DAY_IN_MILLISECONDS);
  const written = WRITTEN.get(number);
  if (written !== undefined) return written;
  const day = instant.toISOString().slice(0, 10) as Day;
  if (WRITTEN.size >= 20_000) WRITTEN.clear();
  WRITTEN.set(number, day);
  return day;
}

/** Formatting a day costs more than any rule about it, and there are few days: fifty years have 18,263. */
const WRITTEN = new Map<number, Day>();

/** Days range from 0001-01-01 to 9999-12-31. */
export function addDays(day: Day, days: number): Day {
  const number = numberOfDay(day) + days;
  if (number <= numberOfDay(FIRST_DAY)) return FIRST_DAY;
  return number >= numberOfDay(LAST_DAY) ? LAST_DAY : dayOf(new Date(number * DAY_IN_MILLISECONDS));
}

/** The same day of a later year; 29 February becomes 28 February in common years. At most 9999-12-31. */
export function addYears(day: Day, years: number): Day {
  const later = Number(day.slice(0, 4)) + years;
  if (later > 9999) return LAST_DAY;
  const year = String(later).padStart(4, '0');
  return parseDay(`${year}${day.slice(4)}`) ?? (`${year}-02-28` as Day);
}

export function firstInstantOf(day: Day): Date {
  return new Date(`${day}T00:00:00.000Z`);
}

/** Days since 1970-01-01. */
export function numberOfDay(day: Day): number {
  return firstInstantOf(day).getTime() / DAY_IN_MILLISECONDS;
}

export function isWithin(day: Day, span: Span): boolean {
  return (span.from == null || span.from <= day) && (span.until == null || day < span.until);
}
