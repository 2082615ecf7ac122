import type { CursorCodec } from '@app/subgraph-kit/graphql/cursor';
import type { RequestContext } from '@app/subgraph-kit/processes/server';
import type { Dependencies } from './dependencies.js';
import { type OrganizationsContext, organizationsLoaders } from './organizations/api/context.js';
import { type ScimContext, scimLoaders } from './scim/api/context.js';
import { type SignInContext, signInLoaders } from './sign-in/api/context.js';
import { type UsersContext, usersLoaders } from './users/api/context.js';

/** The GraphQL context of one request: the contexts of all areas. */
export type IdentityContext = OrganizationsContext & UsersContext & SignInContext & ScimContext;

/** Composes the context of one request; its loaders read the request's one snapshot. */
export function identityContext(
  request: RequestContext,
  deps: Dependencies & { readonly cursors: CursorCodec },
): IdentityContext {
  const { reads } = request;
  const organizations = organizationsLoaders(reads);
  const loaders = {
    ...organizations,
    ...usersLoaders(reads, organizations.organizationById),
    ...signInLoaders(reads),
    ...scimLoaders(reads),
  };
  return { ...request, ...deps, loaders };
}
