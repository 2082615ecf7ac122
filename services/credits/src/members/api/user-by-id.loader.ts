import type { Caller } from '@app/subgraph-kit/callers/caller';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { isUuid } from '@app/subgraph-kit/values/text';
import DataLoader from 'dataloader';
import { findUsersById, type KnownUser } from '../store/user.store.js';

/**
 * Users by id within the tenant scope. The caller is known from the token even before the event about the user arrives.
 */
export function userByIdLoader(reads: RequestReads, caller: Caller): DataLoader<string, KnownUser | null> {
  return new DataLoader(async (ids) => {
    const rows = await findUsersById(reads, ids.filter(isUuid));
    const byId = new Map(rows.map((row) => [row.id, row]));
    if (caller.kind === 'person' && !byId.has(caller.userId)) {
      byId.set(caller.userId, { id: caller.userId, organizationId: caller.organizationId });
    }
    return ids.map((id) => byId.get(id.toLowerCase()) ?? null);
  });
}
