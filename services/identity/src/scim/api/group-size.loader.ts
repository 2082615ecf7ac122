import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import { groupSizes } from '../store/directory-group-list.store.js';

/** Numbers of members by group, in one statement. */
export function groupSizeLoader(reads: RequestReads): DataLoader<string, number> {
  return new DataLoader(async (ids) => {
    const sizes = await groupSizes(reads, ids);
    return ids.map((id) => sizes.get(id) ?? 0);
  });
}
