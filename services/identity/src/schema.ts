import { buildSubgraph } from '@app/subgraph-kit/schema';
import type { GraphQLSchema } from 'graphql';
import { access } from './access.js';
import type { IdentityContext } from './graphql/context.js';
import { resolveOrganizationReference } from './graphql/types/organization.reference.js';
import { resolveUserReference } from './graphql/types/user.reference.js';
import { ChangeUserRolesMutation } from './operations/change-user-roles/change-user-roles.mutation.js';
import { DeleteUserMutation } from './operations/delete-user/delete-user.mutation.js';
import { DirectoryGroupsQuery } from './operations/directory-groups/directory-groups.query.js';
import { InviteUserMutation } from './operations/invite-user/invite-user.mutation.js';
import { IssueScimClientMutation } from './operations/issue-scim-client/issue-scim-client.mutation.js';
import { IssueScimTokenMutation } from './operations/issue-scim-token/issue-scim-token.mutation.js';
import { OrganizationQuery } from './operations/organization/organization.query.js';
import { OrganizationUsersQuery } from './operations/organization-users/organization-users.query.js';
import { OrganizationsQuery } from './operations/organizations/organizations.query.js';
import { RegisterOrganizationMutation } from './operations/register-organization/register-organization.mutation.js';
import { ResendInvitationMutation } from './operations/resend-invitation/resend-invitation.mutation.js';
import { RestoreUserMutation } from './operations/restore-user/restore-user.mutation.js';
import { RevokeScimClientMutation } from './operations/revoke-scim-client/revoke-scim-client.mutation.js';
import { RevokeScimTokenMutation } from './operations/revoke-scim-token/revoke-scim-token.mutation.js';
import { ScimClientsQuery } from './operations/scim-clients/scim-clients.query.js';
import { ScimTokensQuery } from './operations/scim-tokens/scim-tokens.query.js';
import { SetGroupRolesMutation } from './operations/set-group-roles/set-group-roles.mutation.js';
import { UpdateOrganizationMutation } from './operations/update-organization/update-organization.mutation.js';
import { UserQuery } from './operations/user/user.query.js';
import { UsersQuery } from './operations/users/users.query.js';
import { ViewerQuery } from './operations/viewer/viewer.query.js';

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
