import { ROLES } from '@app/subgraph-kit/access/roles';
import { UNKNOWN_ACCOUNT_REASONS } from '@app/subgraph-kit/callers/caller';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';

/** An account of a tenant; `machine` is true for a program. */
export type Account = { tenantId: string; objectId: string; preferredUsername: string | null; machine: boolean };

const answer = z.discriminatedUnion('caller', [
  z.object({ caller: z.literal('none'), reason: z.enum(UNKNOWN_ACCOUNT_REASONS).optional() }),
  z.object({
    caller: z.literal('user'),
    userId: z.string(),
    organizationId: z.string(),
    roles: z.array(z.enum(ROLES)),
  }),
  z.object({ caller: z.literal('organization'), organizationId: z.string() }),
]);

/** What the identity service knows about an account. */
export type KnownAccount = z.output<typeof answer>;

/** Looks accounts up. */
export type CallerDirectory = (account: Account, requestId: string) => Promise<KnownAccount>;

/** After this share of its time in the cache an account is looked up again, while those who ask still get the cached one. */
const REFRESHED_AFTER = 0.6;

/**
 * Looks accounts up at the identity service and caches those that it knows for `cacheTime`; of a caller that sends one
 * request after another, none waits for the look-up. Concurrent look-ups of one account are shared. Failures and unknown
 * accounts are not cached: an invitation takes effect at once.
 */
export function callerDirectory(source: {
  ask(account: Account, requestId: string): Promise<unknown>;
  cacheTime: number;
  cacheSize: number;
  milliseconds(): number;
}): CallerDirectory {
  const ttl = source.cacheTime * REFRESHED_AFTER;
  const cache = new LRUCache<string, KnownAccount, { account: Account; requestId: string }>({
    max: source.cacheSize,
    ttl,
    perf: { now: source.milliseconds },
    ttlResolution: 0,
    noDeleteOnFetchRejection: true,
    // A look-up that newer ones push out of the cache is completed for those that wait for it.
    ignoreFetchAbort: true,
    fetchMethod: async (_key, _stale, { context }) =>
      answer.parse(await source.ask(context.account, context.requestId)),
  });
  return async (account, requestId) => {
    const key = JSON.stringify([account.tenantId, account.objectId, account.preferredUsername, account.machine]);
    if (cache.peek(key, { allowStale: true })?.caller === 'none') cache.delete(key);
    const allowStale = ttl - cache.getRemainingTTL(key) < source.cacheTime;
    const known = await cache.forceFetch(key, { context: { account, requestId }, allowStale });
    if (known.caller === 'none') cache.delete(key);
    return known;
  };
}
