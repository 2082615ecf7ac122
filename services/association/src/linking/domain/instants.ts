const DAY = 24 * 60 * 60 * 1000;

/** n × 24 hours later, never calendar days: no time zone can shorten them. */
export function daysLater(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * DAY);
}

export function minutesLater(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * 60_000);
}

/** Keeps day and time of day (UTC); a day that does not exist becomes the last of its month. */
export function twelveMonthsLater(instant: Date): Date {
  const later = new Date(instant);
  later.setUTCFullYear(instant.getUTCFullYear() + 1);
  if (later.getUTCMonth() !== instant.getUTCMonth()) later.setUTCDate(0);
  return later;
}

/** The next 1 January, 00:00 UTC. */
export function nextCalendarYear(instant: Date): Date {
  return new Date(Date.UTC(instant.getUTCFullYear() + 1, 0, 1));
}

/** YYYY-MM-DD, UTC. */
export function utcDate(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

export function latest(...instants: readonly (Date | null | undefined)[]): Date | null {
  let found: Date | null = null;
  for (const instant of instants) if (instant && (found === null || instant > found)) found = instant;
  return found;
}
