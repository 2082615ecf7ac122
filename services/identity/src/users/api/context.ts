import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { CursorCodec } from '@app/subgraph-kit/graphql/cursor';
import type { RequestContext } from '@app/subgraph-kit/processes/server';
import type DataLoader from 'dataloader';
import type { Dependencies } from '../../dependencies.js';
import type { Organization } from '../../organizations/domain/organization.js';
import { invitationMailByUserLoader } from './loaders/invitation-mail-by-user.loader.js';
import { stoppedMailByUserLoader } from './loaders/stopped-mail-by-user.loader.js';
import { userByIdLoader } from './loaders/user-by-id.loader.js';
import { userPagesByOrganization } from './loaders/user-pages-by-organization.loader.js';

/** The GraphQL context of the users area. */
export type UsersContext = RequestContext &
  Dependencies & { readonly cursors: CursorCodec; readonly loaders: ReturnType<typeof usersLoaders> };

/** Fresh loaders for one request. The organizations of users come from the loader of all organizations of the request. */
export function usersLoaders(reads: RequestReads, organizationOfUser: DataLoader<string, Organization | null>) {
  return {
    organizationOfUser,
    userById: userByIdLoader(reads),
    userPagesByOrganization: userPagesByOrganization(reads),
    invitationMailByUser: invitationMailByUserLoader(reads),
    stoppedMailByUser: stoppedMailByUserLoader(reads),
  };
}
