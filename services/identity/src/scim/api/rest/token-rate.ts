const MINUTE = 60_000;
const MOST_CLIENTS = 10_000;

/** Counts requests of each client in the current minute. */
export type TokenRate = {
  /** Counts one request; returns the seconds until the next minute when the limit is exceeded. */
  take(client: string, limit: number, now: Date): number | undefined;
};

/**
 * Limits the requests of a client at the token endpoint, in this process. The number of clients in memory is bounded.
 */
export function tokenRate(): TokenRate {
  let minute = 0;
  const counts = new Map<string, number>();
  return {
    take(client, limit, now) {
      const current = Math.floor(now.getTime() / MINUTE);
      if (current !== minute || counts.size > MOST_CLIENTS) counts.clear();
      minute = current;
      const count = (counts.get(client) ?? 0) + 1;
      counts.set(client, count);
      return count > limit ? Math.ceil(((current + 1) * MINUTE - now.getTime()) / 1000) : undefined;
    },
  };
}
