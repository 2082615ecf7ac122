import { buildSubgraph } from '@app/subgraph-kit/schema';
import type { GraphQLSchema } from 'graphql';
import { access } from './access.js';
import type { IdentityContext } from './context.js';
import { OrganizationQuery } from './organizations/api/organization.query.js';
import { resolveOrganizationReference } from './organizations/api/organization.reference.js';
import { OrganizationsQuery } from './organizations/api/organizations.query.js';
import { DirectoryGroupsQuery } from './scim/api/directory-groups.query.js';
import { IssueScimClientMutation } from './scim/api/issue-scim-client.mutation.js';
import { IssueScimTokenMutation } from './scim/api/issue-scim-token.mutation.js';
import { RevokeScimClientMutation } from './scim/api/revoke-scim-client.mutation.js';
import { RevokeScimTokenMutation } from './scim/api/revoke-scim-token.mutation.js';
import { ScimClientsQuery } from './scim/api/scim-clients.query.js';
import { ScimTokensQuery } from './scim/api/scim-tokens.query.js';
import { SetGroupRolesMutation } from './scim/api/set-group-roles.mutation.js';
import { DirectoryMismatchQuery } from './sign-in/api/directory-mismatch.query.js';
import { ChangeUserRolesMutation } from './users/api/change-user-roles.mutation.js';
import { DeleteUserMutation } from './users/api/delete-user.mutation.js';
import { InviteUserMutation } from './users/api/invite-user.mutation.js';
import { OrganizationUsersQuery } from './users/api/organization-users.query.js';
import { RegisterOrganizationMutation } from './users/api/register-organization.mutation.js';
import { ResendInvitationMutation } from './users/api/resend-invitation.mutation.js';
import { RestoreUserMutation } from './users/api/restore-user.mutation.js';
import { UpdateOrganizationMutation } from './users/api/update-organization.mutation.js';
import { UserQuery } from './users/api/user.query.js';
import { resolveUserReference } from './users/api/user.reference.js';
import { UsersQuery } from './users/api/users.query.js';
import { ViewerQuery } from './users/api/viewer.query.js';

/** The API's table of contents: what the subgraph offers, with the access table in front. */
export async function identitySchema(): Promise<{ schema: GraphQLSchema; sdl: string }> {
  return buildSubgraph<IdentityContext>({
    resolvers: [
      ViewerQuery,
      OrganizationQuery,
      UserQuery,
      UsersQuery,
      OrganizationsQuery,
      OrganizationUsersQuery,
      DirectoryMismatchQuery,
      RegisterOrganizationMutation,
      InviteUserMutation,
      ResendInvitationMutation,
      UpdateOrganizationMutation,
      ChangeUserRolesMutation,
      DeleteUserMutation,
      RestoreUserMutation,
      ScimTokensQuery,
      IssueScimTokenMutation,
      RevokeScimTokenMutation,
      ScimClientsQuery,
      IssueScimClientMutation,
      RevokeScimClientMutation,
      DirectoryGroupsQuery,
      SetGroupRolesMutation,
    ],
    references: { Organization: resolveOrganizationReference, User: resolveUserReference },
    access,
  });
}
