import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import type { User } from '../../domain/user.js';
import { readUsers } from '../../store/user.store.js';

/** Users by id in one statement; null when absent or outside the tenant scope. */
export function userByIdLoader(reads: RequestReads): DataLoader<string, User | null> {
  return new DataLoader(async (ids) => {
    const byId = new Map((await readUsers(reads, ids)).map((user) => [user.id, user]));
    return ids.map((id) => byId.get(id.toLowerCase()) ?? null);
  });
}
