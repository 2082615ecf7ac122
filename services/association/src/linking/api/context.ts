import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { CursorCodec } from '@app/subgraph-kit/graphql/cursor';
import type { RequestContext } from '@app/subgraph-kit/processes/server';
import type { Dependencies } from '../../dependencies.js';
import { activeAssociationLoader } from './loaders/active-association-by-user.loader.js';
import { associationByIdLoader } from './loaders/association-by-id.loader.js';
import { associationsByUserLoader } from './loaders/associations-by-user.loader.js';

/** The loaders of linking, fresh for each request. */
export function linkingLoaders(reads: RequestReads) {
  return {
    associationById: associationByIdLoader(reads),
    activeAssociation: activeAssociationLoader(reads),
    associationsByUser: associationsByUserLoader(reads),
  };
}

/** What a resolver of linking sees of the request. */
export type LinkingContext = RequestContext &
  Dependencies & { readonly cursors: CursorCodec; readonly loaders: ReturnType<typeof linkingLoaders> };
