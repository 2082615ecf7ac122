const KEPT_MILLISECONDS = 10 * 60_000;
const FAILURE_KEPT_MILLISECONDS = 5_000;

/**
 * Shares what discovery finds at an issuer: requested once for all that wait for it, and kept for ten minutes. A failure
 * is kept for five seconds, so that many sign-ins do not become many requests to an issuer that is down; what was found
 * before stays in use meanwhile.
 */
export function issuerConfiguration<Configuration>(
  discover: () => Promise<Configuration>,
  milliseconds: () => number,
): () => Promise<Configuration> {
  let current: Promise<Configuration> | undefined;
  let keptUntil = Number.NEGATIVE_INFINITY;

  async function request(before: Promise<Configuration> | undefined): Promise<Configuration> {
    // While the request is under way there is no other one.
    keptUntil = Number.POSITIVE_INFINITY;
    try {
      const found = await discover();
      keptUntil = milliseconds() + KEPT_MILLISECONDS;
      return found;
    } catch (error) {
      keptUntil = milliseconds() + FAILURE_KEPT_MILLISECONDS;
      const found = await before?.catch(() => undefined);
      if (found === undefined) throw error;
      return found;
    }
  }

  return () => {
    if (current === undefined || milliseconds() >= keptUntil) current = request(current);
    return current;
  };
}
