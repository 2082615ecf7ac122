import { type AccessTable, allow, withObject } from '@app/subgraph-kit/access';
import { PERMISSIONS } from '@app/subgraph-kit/roles';
import type { Organization } from './organizations/domain/organization.js';
import type { User } from './users/domain/user.js';

const userAdministrators = ['GLOBAL_ADMIN', 'ACCOUNT_ADMIN', 'USER_MANAGEMENT_ADMIN'] as const;
const userReaders = [...userAdministrators, 'PARTNER_ADMIN', 'users:read'] as const;
/** Programs that change users read them in the answer to what they changed, and nowhere else. */
const userWriters = ['users:write', 'organizations:write'] as const;
/** Reports name the person: these see who it is, and no more. */
const nameReaders = ['EXECUTIVE_REPORT_VIEWER', 'reports:read.pii'] as const;

const wholeUser = allow('self', ...userReaders, ...userWriters);
const nameOfUser = allow('self', ...userReaders, ...userWriters, ...nameReaders);
const manageUsers = allow(...userAdministrators, ...userWriters);

/** Results, pages and refusals: whoever gets the object sees its fields. */
const openWithObject = { fields: { '*': withObject } };

/** Who may see and do what in identity. A field without an entry fails the build. */
export const access = {
  Query: {
    fields: {
      viewer: allow('anyone'), // null for everybody but users
      callerOrganization: allow('signed-in'), // null for operators
      organization: allow('signed-in'), // null when absent or not visible: Organization.reference
      user: allow('signed-in'), // null when absent or not visible: User.reference
      users: allow('signed-in'), // the same, one by one
      organizations: allow('organizations:write'),
    },
  },
  Mutation: {
    fields: {
      registerOrganization: allow('organizations:write'),
      inviteUser: manageUsers,
      resendInvitation: manageUsers,
      updateOrganization: allow('GLOBAL_ADMIN'),
      changeUserRoles: allow(...userAdministrators, 'users:write'),
      deleteUser: allow('GLOBAL_ADMIN'),
      restoreUser: allow('GLOBAL_ADMIN'),
      issueScimToken: allow('GLOBAL_ADMIN'),
      revokeScimToken: allow('GLOBAL_ADMIN'),
      issueScimClient: allow('GLOBAL_ADMIN'),
      revokeScimClient: allow('GLOBAL_ADMIN'),
      setGroupRoles: allow('GLOBAL_ADMIN'),
    },
  },
  Organization: {
    subject: (organization: Pick<Organization, 'id'>) => ({ organizationId: organization.id }),
    reference: allow('member', ...PERMISSIONS), // members their own, operators every one
    fields: {
      id: withObject,
      name: withObject,
      partnerId: withObject,
      leaverPolicy: withObject,
      users: allow(...userReaders),
      directoryGroups: allow(...userReaders),
      scimTokens: allow('GLOBAL_ADMIN'),
      scimClients: allow('GLOBAL_ADMIN'),
    },
  },
  User: {
    subject: (user: Pick<User, 'id' | 'organizationId'>) => ({ organizationId: user.organizationId, userId: user.id }),
    reference: allow('self', ...userReaders, ...nameReaders),
    fields: {
      id: nameOfUser,
      email: nameOfUser,
      displayName: nameOfUser,
      organization: wholeUser,
      status: wholeUser,
      roles: wholeUser,
      grantedRoles: wholeUser,
      groupRoles: wholeUser,
      invitedAt: wholeUser,
      invitationSentAt: wholeUser,
      firstSignedInAt: wholeUser,
      deactivatedAt: wholeUser,
      deletedAt: wholeUser,
      restorableUntil: wholeUser,
      leavesReportAt: wholeUser,
      department: wholeUser,
      country: wholeUser,
      city: wholeUser,
      title: wholeUser,
      manager: wholeUser,
      directoryMismatch: wholeUser,
    },
  },
  UserManager: openWithObject,
  DirectoryMismatch: openWithObject,
  OrganizationConnection: openWithObject,
  OrganizationEdge: openWithObject,
  UserConnection: openWithObject,
  UserEdge: openWithObject,
  PageInfo: openWithObject,
  RegisterOrganizationSuccess: openWithObject,
  OrganizationExistsError: openWithObject,
  InvalidUserInputError: openWithObject,
  InviteUserSuccess: openWithObject,
  UserExistsError: openWithObject,
  ResendInvitationSuccess: openWithObject,
  InvitationNotPendingError: openWithObject,
  UpdateOrganizationSuccess: openWithObject,
  ChangeUserRolesSuccess: openWithObject,
  LastGlobalAdminError: openWithObject,
  DeleteUserSuccess: openWithObject,
  RestoreUserSuccess: openWithObject,
  RestoreWindowPassedError: openWithObject,
  ScimToken: openWithObject,
  IssueScimTokenSuccess: openWithObject,
  TooManyScimTokensError: openWithObject,
  RevokeScimTokenSuccess: openWithObject,
  ScimTokenNotFoundError: openWithObject,
  ScimClient: openWithObject,
  DirectoryGroup: openWithObject,
  DirectoryGroupConnection: openWithObject,
  DirectoryGroupEdge: openWithObject,
  SetGroupRolesSuccess: openWithObject,
  DirectoryGroupNotFoundError: openWithObject,
  IssueScimClientSuccess: openWithObject,
  TooManyScimClientsError: openWithObject,
  RevokeScimClientSuccess: openWithObject,
  ScimClientNotFoundError: openWithObject,
} satisfies AccessTable;
