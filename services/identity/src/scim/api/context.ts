import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { CursorCodec } from '@app/subgraph-kit/graphql/cursor';
import type { RequestContext } from '@app/subgraph-kit/processes/server';
import type { Dependencies } from '../../dependencies.js';
import { groupSizeLoader } from './group-size.loader.js';

/** The GraphQL context of the scim area. */
export type ScimContext = RequestContext &
  Dependencies & { readonly cursors: CursorCodec; readonly loaders: ReturnType<typeof scimLoaders> };

/** Fresh loaders for one request. */
export function scimLoaders(reads: RequestReads) {
  return { groupSize: groupSizeLoader(reads) };
}
