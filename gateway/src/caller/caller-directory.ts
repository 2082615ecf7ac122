import { UNKNOWN_ACCOUNT_REASONS } from '@app/subgraph-kit/caller';
import { ROLES } from '@app/subgraph-kit/roles';
import { z } from 'zod';

/** Who is asked for: an account of a tenant, and whether it is a program. */
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

/**
 * Asks the identity service, and remembers for a moment whom it knows. Look-ups of the same account that are under way
 * are shared. Neither failures nor accounts without a user are remembered: an invitation counts at once.
 */
export function callerDirectory(source: {
  ask(account: Account, requestId: string): Promise<unknown>;
  cacheTime: number;
  cacheSize: number;
  milliseconds(): number;
}): CallerDirectory {
  const known = new Map<string, { value: KnownAccount; until: number }>();
  const asking = new Map<string, Promise<KnownAccount>>();

  async function ask(key: string, account: Account, requestId: string): Promise<KnownAccount> {
    const askedAt = source.milliseconds();
    const value = answer.parse(await source.ask(account, requestId));
    known.delete(key);
    if (value.caller !== 'none') known.set(key, { value, until: askedAt + source.cacheTime });
    if (known.size > source.cacheSize) known.delete(known.keys().next().value ?? '');
    return value;
  }

  return async (account, requestId) => {
    const key = JSON.stringify([account.tenantId, account.objectId, account.preferredUsername, account.machine]);
    const entry = known.get(key);
    if (entry !== undefined && entry.until > source.milliseconds()) return entry.value;
    const shared = asking.get(key);
    if (shared !== undefined) return shared;
    const lookup = ask(key, account, requestId).finally(() => asking.delete(key));
    asking.set(key, lookup);
    return lookup;
  };
}
