const RETENTION_MILLISECONDS = 30 * 24 * 60 * 60 * 1_000;

/** Events that were numbered at or after this instant are kept: 30 days of 24 hours. */
export function keptSince(now: Date): Date {
  return new Date(now.getTime() - RETENTION_MILLISECONDS);
}
