import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { holdersByList } from './holders-by-list.loader.js';

/** Fresh loaders for one request. */
export function holdingsLoaders(reads: RequestReads) {
  return { holders: holdersByList(reads) };
}
