import { type Day, isWithin, LAST_DAY, parseDay, type Span } from '../../values/domain/day.js';

/** A duration in calendar units. */
export type Period = { readonly text: string; readonly months: number; readonly days: number };

/** The validity of a credential that is earned or renewed within the period; null: it never expires. */
export type Validity = Span & { readonly period: Period | null };

const ISO_PERIOD = /^P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?$/;

/**
 * Parses an ISO 8601 duration of whole years, months, weeks and days; undefined for any other text and for a zero
 * duration.
 */
export function parsePeriod(text: string): Period | undefined {
  const found = ISO_PERIOD.exec(text);
  if (!found) return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0] = found
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  const period = { text, months: 12 * years + months, days: 7 * weeks + days };
  return period.months + period.days > 0 ? period : undefined;
}

/** The validity of a credential that is earned or renewed on the day; null: it never expires. */
export function validityOn(validity: readonly Validity[], day: Day): Period | null {
  return validity.find((one) => isWithin(day, one))?.period ?? null;
}

/** Months are added first, then days. The 31st becomes the last day of a shorter month. At most 9999-12-31. */
export function addPeriod(day: Day, { months, days }: Period): Day {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const prefix = `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
  if (month >= 120_000) return LAST_DAY;
  const same = parseDay(`${prefix}-${day.slice(8)}`);
  const start = same ?? lastDayOfMonth(prefix);
  const later = new Date(`${start}T00:00:00.000Z`);
  later.setUTCDate(later.getUTCDate() + days);
  return later.getUTCFullYear() > 9999 ? LAST_DAY : (later.toISOString().slice(0, 10) as Day);
}

function lastDayOfMonth(month: string): Day {
  const days = ['30', '29', '28'].map((day) => parseDay(`${month}-${day}`));
  return days.find((day) => day !== undefined) ?? LAST_DAY;
}
