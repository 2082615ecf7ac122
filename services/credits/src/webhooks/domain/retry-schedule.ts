/** Pauses between the attempts of a delivery, in seconds: eleven attempts in 72 hours. */
const PAUSES = [5, 60, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 72_000];

/** Attempts after which a delivery is given up. */
export const MOST_ATTEMPTS = PAUSES.length + 1;

/** The attempts of a delivery end within this time, unless the receiver asks for more with Retry-After. */
const RETRY_HOURS = 72;

/** The longest Retry-After that is obeyed. */
const LONGEST_RETRY_AFTER_SECONDS = 24 * 3_600;

/** Milliseconds to wait after the given number of failures: the scheduled pause, 20 % more or less by `chance` (0 to 1). */
export function pauseAfter(failures: number, chance: number): number {
  const seconds = PAUSES[Math.min(Math.max(failures, 1), PAUSES.length) - 1] ?? 0;
  return Math.round(seconds * 1_000 * (0.8 + 0.4 * chance));
}

/** When a delivery is tried again after a failure; null when it is given up. */
export function nextAttempt({
  failures,
  firstTriedAt,
  at,
  retryAfterSeconds,
  chance,
}: {
  /** Failures so far, with the latest. */
  readonly failures: number;
  readonly firstTriedAt: Date;
  /** The end of the latest attempt. */
  readonly at: Date;
  readonly retryAfterSeconds: number | null;
  readonly chance: number;
}): Date | null {
  if (failures >= MOST_ATTEMPTS) return null;
  const scheduled = at.getTime() + pauseAfter(failures, chance);
  const end = firstTriedAt.getTime() + RETRY_HOURS * 3_600_000;
  // A delivery that waited behind others may be tried after the 72 hours too.
  const inTime = end > at.getTime() ? Math.min(scheduled, end) : scheduled;
  const asked = at.getTime() + (retryAfterSeconds ?? 0) * 1_000;
  return new Date(Math.max(inTime, asked));
}

/** Seconds of a Retry-After header (RFC 9110: seconds or a date), from 0 to 24 hours; null when it has no such form. */
export function parseRetryAfter(text: string | undefined, now: Date): number | null {
  if (text === undefined) return null;
  const seconds = /^\s*\d{1,10}\s*$/.test(text) ? Number(text) : (Date.parse(text) - now.getTime()) / 1_000;
  if (Number.isNaN(seconds)) return null;
  return Math.ceil(Math.min(Math.max(seconds, 0), LONGEST_RETRY_AFTER_SECONDS));
}
