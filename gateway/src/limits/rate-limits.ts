import { LIMITS } from './limits.js';
import { type RateLimit, rateLimit } from './rate-limit.js';

/** The limits of the public port: of operations, and of visits to edge paths. */
export type RateLimits = { operations: RateLimit; visits: RateLimit };

/**
 * Addresses have a limit of their own in both: callers without a token cannot push known callers out of the memory of
 * a limit.
 */
export function rateLimits(perMinute: number, milliseconds: () => number): RateLimits {
  const limit = () => rateLimit(perMinute, LIMITS.rateLimitedCallers, milliseconds);
  const addresses = limit();
  const withAddresses = (known: RateLimit): RateLimit => ({
    take: (key) => (key.startsWith('address:') ? addresses : known).take(key),
  });
  return { operations: withAddresses(limit()), visits: withAddresses(limit()) };
}
