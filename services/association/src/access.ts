import { type AccessTable, allow, allowSilently, withObject } from '@app/subgraph-kit/access';
import { PERMISSIONS } from '@app/subgraph-kit/roles';
import type { AssociationType } from './linking/api/types/association.type.js';
import type { OrganizationStub } from './members/api/organization.type.js';
import type { UserStub } from './members/api/user.type.js';

/** Others' associations and profile ids; nobody links or unlinks for anybody (R4). */
const linkReaders = ['self', 'GLOBAL_ADMIN', 'PARTNER_ADMIN'] as const;

/** The roster names people, and not their profiles. */
const rosterReaders = allow(
  ...(['GLOBAL_ADMIN', 'ACCOUNT_ADMIN', 'USER_MANAGEMENT_ADMIN', 'PARTNER_ADMIN'] as const),
  ...(['EXECUTIVE_REPORT_VIEWER', 'users:read'] as const),
);

/** Who gets a user from identity at all, and so may ask for its fields here; each field decides for itself. */
const userSeers = [
  ...linkReaders,
  ...(['ACCOUNT_ADMIN', 'USER_MANAGEMENT_ADMIN', 'EXECUTIVE_REPORT_VIEWER'] as const),
  ...(['users:read', 'users:write', 'organizations:write', 'reports:read.pii'] as const),
] as const;

/** Results, pages and refusals: whoever gets the object sees its fields. */
const openWithObject = { fields: { '*': withObject } };

/** Who may see and do what in association. A field without an entry fails the build. */
export const access: AccessTable = {
  Query: {
    fields: {
      pendingAssociation: allow('person'), // the owner alone; others get what an unknown flow gets
    },
  },
  Mutation: {
    fields: {
      beginAssociation: allow('person'), // and not by a delegated token: graphql/linking-person.ts
      confirmAssociation: allow('person'),
      removeAssociation: allow('person'),
      recordProfileMerge: allow('achievements:write'), // operators alone hold it
    },
  },
  User: {
    subject: (user: UserStub) => ({ organizationId: user.organizationId, userId: user.id }),
    reference: allow(...userSeers),
    fields: {
      id: withObject,
      activeAssociation: allow(...linkReaders),
      associations: allow(...linkReaders),
      associationAllowance: allowSilently('self'),
    },
  },
  Association: {
    subject: (association: AssociationType) => ({
      organizationId: association.organization?.id ?? null,
      userId: association.user?.id ?? null,
    }),
    reference: allow(...linkReaders),
    fields: {
      id: withObject,
      source: withObject,
      profileId: allowSilently(...linkReaders),
      user: withObject,
      organization: withObject,
      status: withObject,
      startedAt: withObject,
      endedAt: withObject,
      endReason: withObject,
    },
  },
  Organization: {
    subject: (organization: OrganizationStub) => ({ organizationId: organization.id }),
    reference: allow('member', ...PERMISSIONS), // members their own, operators every one
    fields: { id: withObject, roster: rosterReaders, linkSummary: rosterReaders, rosterBreakdown: rosterReaders },
  },
  RosterConnection: openWithObject,
  RosterEdge: openWithObject,
  RosterEntry: openWithObject,
  LinkSummary: openWithObject,
  RosterBreakdown: openWithObject,
  RosterBreakdownGroup: openWithObject,
  RosterBreakdownRest: openWithObject,
  AssociationConnection: openWithObject,
  AssociationEdge: openWithObject,
  PageInfo: openWithObject,
  AssociationAllowance: openWithObject,
  PendingAssociation: openWithObject,
  BeginAssociationSuccess: openWithObject,
  ConfirmAssociationSuccess: openWithObject,
  RemoveAssociationSuccess: openWithObject,
  RecordProfileMergeSuccess: openWithObject,
  ProfileMergeConflictError: openWithObject,
  AssociationCoolOffError: openWithObject,
  AssociationLimitError: openWithObject,
  AnotherProfileLinkedError: openWithObject,
  AssociationFlowError: openWithObject,
  ReturnAddressError: openWithObject,
  NotAssociatedError: openWithObject,
};
