import type { Logger } from 'pino';

const HOUR = 60 * 60_000;
const MOST_ISSUERS = 1_000;

/**
 * Tells the operator that an issuer's tokens do not say when users signed in: once an hour for each issuer, and nothing
 * about the user. Only issuers whose users are known here are told of, so that strangers do not fill the log.
 */
export function missingAuthTimeLog(log: Logger, milliseconds: () => number) {
  const toldAt = new Map<string, number>();
  return (issuer: string, requestId: string): void => {
    const now = milliseconds();
    if (now - (toldAt.get(issuer) ?? Number.NEGATIVE_INFINITY) < HOUR) return;
    if (toldAt.size >= MOST_ISSUERS) toldAt.clear();
    toldAt.set(issuer, now);
    log.warn(
      { requestId, issuer, docs: 'docs/providers.md#when-auth_time-is-missing' },
      'the work tokens of this issuer carry no auth_time: their users cannot link',
    );
  };
}
