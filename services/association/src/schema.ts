import { buildSubgraph } from '@app/subgraph-kit/schema';
import type { GraphQLSchema } from 'graphql';
import { access } from './access.js';
import type { AssociationContext } from './graphql/context.js';
import { resolveOrganizationReference } from './graphql/stubs/organization.stub.js';
import { resolveUserReference, UserStub } from './graphql/stubs/user.stub.js';
import { resolveAssociationReference } from './graphql/types/association.reference.js';
import { ActiveAssociationField } from './operations/active-association/active-association.query.js';
import { AssociationAllowanceField } from './operations/association-allowance/association-allowance.query.js';
import { AssociationsField } from './operations/associations/associations.query.js';
import { BeginAssociationMutation } from './operations/begin-association/begin-association.mutation.js';
import { ConfirmAssociationMutation } from './operations/confirm-association/confirm-association.mutation.js';
import { LinkSummaryField } from './operations/link-summary/link-summary.query.js';
import { PendingAssociationQuery } from './operations/pending-association/pending-association.query.js';
import { RecordProfileMergeMutation } from './operations/record-profile-merge/record-profile-merge.mutation.js';
import { RemoveAssociationMutation } from './operations/remove-association/remove-association.mutation.js';
import { RosterField } from './operations/roster/roster.query.js';
import { RosterBreakdownField } from './operations/roster-breakdown/roster-breakdown.query.js';

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
