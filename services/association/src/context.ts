import type { CursorCodec } from '@app/subgraph-kit/graphql/cursor';
import type { RequestContext } from '@app/subgraph-kit/processes/server';
import type { Dependencies } from './dependencies.js';
import { type LinkingContext, linkingLoaders } from './linking/api/context.js';
import { type MembersContext, membersLoaders } from './members/api/context.js';
import { type RosterContext, rosterLoaders } from './roster/api/context.js';

/** The context of a request: the parts of all areas. Each area types its own part and sees no other. */
export type AssociationContext = MembersContext & LinkingContext & RosterContext;

/** Composes the context of one request: fresh loaders over its one snapshot. */
export function associationContext(
  request: RequestContext,
  deps: Dependencies & { readonly cursors: CursorCodec },
): AssociationContext {
  const { reads, clock } = request;
  const loaders = { ...membersLoaders(reads), ...linkingLoaders(reads), ...rosterLoaders(reads, clock) };
  return { ...request, ...deps, loaders };
}
