import type { CursorCodec } from '@app/subgraph-kit/cursor';
import type { RequestContext } from '@app/subgraph-kit/server';
import type { Dependencies, Request } from './dependencies.js';
import { directoryMismatchByUserLoader } from './sign-in/api/directory-mismatch-by-user.loader.js';
import { groupSizeLoader } from './scim/api/group-size.loader.js';
import { organizationByIdLoader } from './organizations/api/organization-by-id.loader.js';
import { userByIdLoader } from './users/api/loaders/user-by-id.loader.js';
import { userPagesByOrganization } from './users/api/loaders/user-pages-by-organization.loader.js';

/** What a resolver of identity has at hand for one request. */
export type IdentityContext = RequestContext &
  Dependencies &
  Request & {
    readonly cursors: CursorCodec;
    readonly loaders: {
      readonly groupSize: ReturnType<typeof groupSizeLoader>;
      readonly directoryMismatchByUser: ReturnType<typeof directoryMismatchByUserLoader>;
      readonly organizationById: ReturnType<typeof organizationByIdLoader>;
      readonly userById: ReturnType<typeof userByIdLoader>;
      readonly userPagesByOrganization: ReturnType<typeof userPagesByOrganization>;
    };
  };

/** The context of one request: fresh loaders over the request's one snapshot. */
export function identityContext(
  request: RequestContext,
  deps: Dependencies & { readonly cursors: CursorCodec },
): IdentityContext {
  const { reads } = request;
  const loaders = {
    groupSize: groupSizeLoader(reads),
    directoryMismatchByUser: directoryMismatchByUserLoader(reads),
    organizationById: organizationByIdLoader(reads),
    userById: userByIdLoader(reads),
    userPagesByOrganization: userPagesByOrganization(reads),
  };
  return { ...request, ...deps, loaders };
}
