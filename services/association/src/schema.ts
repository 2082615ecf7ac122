import { buildSubgraph } from '@app/subgraph-kit/schema';
import type { GraphQLSchema } from 'graphql';
import { access } from './access.js';
import type { AssociationContext } from './context.js';
import { ActiveAssociationField } from './linking/api/active-association.query.js';
import { AssociationAllowanceField } from './linking/api/association-allowance.query.js';
import { AssociationsField } from './linking/api/associations.query.js';
import { BeginAssociationMutation } from './linking/api/begin-association.mutation.js';
import { ConfirmAssociationMutation } from './linking/api/confirm-association.mutation.js';
import { PendingAssociationQuery } from './linking/api/pending-association.query.js';
import { RemoveAssociationMutation } from './linking/api/remove-association.mutation.js';
import { resolveAssociationReference } from './linking/api/types/association.reference.js';
import { resolveOrganizationReference } from './members/api/organization.type.js';
import { resolveUserReference, UserStub } from './members/api/user.type.js';
import { RecordProfileMergeMutation } from './profile-merges/api/record-profile-merge.mutation.js';
import { LinkSummaryField } from './roster/api/link-summary.query.js';
import { RosterField } from './roster/api/roster.query.js';
import { RosterBreakdownField } from './roster/api/roster-breakdown.query.js';

/** The API of association: its table of contents. */
export function associationSchema(): Promise<{ schema: GraphQLSchema; sdl: string }> {
  return buildSubgraph<AssociationContext>({
    resolvers: [
      BeginAssociationMutation,
      PendingAssociationQuery,
      ConfirmAssociationMutation,
      RemoveAssociationMutation,
      RecordProfileMergeMutation,
      ActiveAssociationField,
      AssociationsField,
      AssociationAllowanceField,
      RosterField,
      LinkSummaryField,
      RosterBreakdownField,
    ],
    orphanedTypes: [UserStub],
    references: {
      User: resolveUserReference,
      Association: resolveAssociationReference,
      Organization: resolveOrganizationReference,
    },
    access,
  });
}
