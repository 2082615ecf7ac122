/** Limits operations per caller. */
export type RateLimit = {
  /** Takes one operation of this caller; returns the seconds to wait when none is left. */
  take(key: string): number | undefined;
};

type Bucket = { tokens: number; at: number };

/**
 * A token bucket per caller that holds the operations of a minute and refills evenly. 0 a minute means no limit. The
 * number of callers in memory is bounded: the caller that was seen longest ago is forgotten, which gives it a full
 * bucket.
 */
export function rateLimit(perMinute: number, callers: number, milliseconds: () => number): RateLimit {
  if (perMinute === 0) return { take: () => undefined };
  const buckets = new Map<string, Bucket>();
  const perMillisecond = perMinute / 60_000;
  return {
    take(key) {
      const now = milliseconds();
      const known = buckets.get(key);
      const tokens =
        known === undefined ? perMinute : Math.min(perMinute, known.tokens + (now - known.at) * perMillisecond);
      buckets.delete(key);
      buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
      if (buckets.size > callers) buckets.delete(buckets.keys().next().value ?? '');
      return tokens < 1 ? Math.max(1, Math.ceil((1 - tokens) / perMillisecond / 1000)) : undefined;
    },
  };
}
