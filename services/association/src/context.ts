import type { CursorCodec } from '@app/subgraph-kit/cursor';
import type { RequestContext } from '@app/subgraph-kit/server';
import type { Dependencies } from './dependencies.js';
import { activeAssociationLoader } from './linking/api/loaders/active-association-by-user.loader.js';
import { associationByIdLoader } from './linking/api/loaders/association-by-id.loader.js';
import { associationsByUserLoader } from './linking/api/loaders/associations-by-user.loader.js';
import { organizationByUserLoader } from './members/api/organization-by-user.loader.js';
import { linkSummaryLoader } from './roster/api/link-summary-by-organization.loader.js';
import { rosterBreakdownLoader } from './roster/api/roster-breakdown-by-organization.loader.js';

/** What a resolver of association has at hand for one request. */
export type AssociationContext = RequestContext &
  Dependencies & {
    readonly cursors: CursorCodec;
    readonly loaders: {
      readonly organizationByUser: ReturnType<typeof organizationByUserLoader>;
      readonly linkSummary: ReturnType<typeof linkSummaryLoader>;
      readonly rosterBreakdown: ReturnType<typeof rosterBreakdownLoader>;
      readonly associationById: ReturnType<typeof associationByIdLoader>;
      readonly activeAssociation: ReturnType<typeof activeAssociationLoader>;
      readonly associationsByUser: ReturnType<typeof associationsByUserLoader>;
    };
  };

/** The context of one request: fresh loaders over the request's one snapshot. */
export function associationContext(
  request: RequestContext,
  deps: Dependencies & { readonly cursors: CursorCodec },
): AssociationContext {
  const loaders = {
    organizationByUser: organizationByUserLoader(request.reads),
    linkSummary: linkSummaryLoader(request.reads, request.clock),
    rosterBreakdown: rosterBreakdownLoader(request.reads, request.clock),
    associationById: associationByIdLoader(request.reads),
    activeAssociation: activeAssociationLoader(request.reads),
    associationsByUser: associationsByUserLoader(request.reads),
  };
  return { ...request, ...deps, loaders };
}
