import type { Logger } from 'pino';

const HOUR = 60 * 60_000;
const MOST_ISSUERS = 1_000;

/**
 * Warns the operator that an issuer's tokens do not state when users signed in: once an hour for each issuer, without
 * any data of the user. Only issuers of known users are logged, so that unknown accounts cannot fill the log.
 */
export function missingAuthTimeLog(log: Logger, milliseconds: () => number) {
  const loggedAt = new Map<string, number>();
  return (issuer: string, requestId: string): void => {
    const now = milliseconds();
    if (now - (loggedAt.get(issuer) ?? Number.NEGATIVE_INFINITY) < HOUR) return;
    if (loggedAt.size >= MOST_ISSUERS) loggedAt.clear();
    loggedAt.set(issuer, now);
    log.warn(
      { requestId, issuer, docs: 'docs/providers.md#when-auth_time-is-missing' },
      'the work tokens of this issuer carry no auth_time: their users cannot link',
    );
  };
}
