// The API of association, area by area: one line per operation, and the entities that references find.

export { ActiveAssociationField } from './linking/api/active-association.query.js';
export { AssociationAllowanceField } from './linking/api/association-allowance.query.js';
export { AssociationsField } from './linking/api/associations.query.js';
export { BeginAssociationMutation } from './linking/api/begin-association.mutation.js';
export { ConfirmAssociationMutation } from './linking/api/confirm-association.mutation.js';
export { LinkActivityField } from './linking/api/link-activity.query.js';
export { OwnLinkActivityField } from './linking/api/own-link-activity.query.js';
export { PendingAssociationQuery } from './linking/api/pending-association.query.js';
export { RemoveAssociationMutation } from './linking/api/remove-association.mutation.js';
export { AssociationReference } from './linking/api/types/association.reference.js';
export { OrganizationReference } from './members/api/organization.type.js';
export { UserReference } from './members/api/user.type.js';

export { RecordProfileMergeMutation } from './profile-merges/api/record-profile-merge.mutation.js';

export { LinkSummaryField } from './roster/api/link-summary.query.js';
export { RosterField } from './roster/api/roster.query.js';
export { RosterBreakdownField } from './roster/api/roster-breakdown.query.js';
