import { z } from 'zod';
import type { Day } from '../../values/domain/day.js';

const WALL_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** When a day of the vendor's calendar ends for exams: a time of day in an IANA time zone. */
export const endOfDayField = z.strictObject({
  at: z.string().regex(WALL_TIME, 'is not a time of day such as 23:59'),
  timeZone: z.string().refine(isTimeZone, 'is not a time zone of the IANA database, such as America/Chicago'),
});

export type EndOfDay = z.output<typeof endOfDayField>;

/** The instant at which the day ends, daylight saving time included. */
export function endOf(day: Day, { at, timeZone }: EndOfDay): Date {
  const wall = Date.parse(`${day}T${at}:00.000Z`);
  // Corrects the offset once: the first guess may lie on the other side of a daylight saving change.
  const guess = wall - offsetAt(wall, timeZone);
  return new Date(wall - offsetAt(guess, timeZone));
}

/** The offset of the zone from UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', era: 'short' },
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  }).formatToParts(instant);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = [
    ...['year', 'month', 'day', 'hour', 'minute', 'second'],
  ].map((name) => Number(parts.find(({ type }) => type === name)?.value));
  return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
