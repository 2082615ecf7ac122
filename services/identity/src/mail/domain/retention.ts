const SETTLED_MAIL_DAYS = 90;

/** Messages that were settled, and worth sending, before this instant are not kept: 90 days of 24 hours. */
export function settledMailKeptSince(now: Date): Date {
  return new Date(now.getTime() - SETTLED_MAIL_DAYS * 24 * 60 * 60_000);
}
