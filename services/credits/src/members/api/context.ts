import type { Caller } from '@app/subgraph-kit/callers/caller';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { ContextWith } from '../../dependencies.js';
import { userByIdLoader } from './user-by-id.loader.js';
import { userByRefLoader } from './user-by-ref.loader.js';

/** The GraphQL context of members. */
export type MembersContext = ContextWith<ReturnType<typeof membersLoaders>>;

/** Fresh loaders for one request. */
export function membersLoaders(reads: RequestReads, caller: Caller) {
  return { userById: userByIdLoader(reads, caller), userByRef: userByRefLoader(reads) };
}
