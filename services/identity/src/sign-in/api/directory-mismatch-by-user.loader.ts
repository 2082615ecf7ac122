import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import { type DirectoryMismatch, readMismatches } from '../store/directory-mismatch.store.js';

/** Mismatches by user in one statement; null for users without one. */
export function directoryMismatchByUserLoader(reads: RequestReads): DataLoader<string, DirectoryMismatch | null> {
  return new DataLoader(async (userIds) => {
    const byUser = new Map((await readMismatches(reads, userIds)).map((mismatch) => [mismatch.userId, mismatch]));
    return userIds.map((userId) => byUser.get(userId) ?? null);
  });
}
