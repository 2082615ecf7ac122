import { registerEnumType } from 'type-graphql';
import { LEARNING_SOURCES } from '../../../providers/domain/learning-source.js';
import { LINK_STATES } from '../../../roster/domain/link-state.js';
import { ROSTER_ORDERS } from '../../../roster/domain/roster-order.js';
import { END_REASONS } from '../../domain/association.js';
import { FLOW_PROBLEMS } from '../../domain/flow.js';

/** The names of a domain's list as a GraphQL enum. */
function namesOf<Name extends string>(names: readonly Name[]): { readonly [name in Name]: name } {
  return Object.fromEntries(names.map((name) => [name, name])) as { [name in Name]: name };
}

export const LearningSourceEnum = namesOf(LEARNING_SOURCES);
registerEnumType(LearningSourceEnum, {
  name: 'LearningSource',
  description: "Where a person's achievements are kept. The two are independent slots (R15).",
});

const ASSOCIATION_STATUSES = ['ACTIVE', 'ENDED'] as const;
export type AssociationStatus = (typeof ASSOCIATION_STATUSES)[number];
export const AssociationStatusEnum = namesOf(ASSOCIATION_STATUSES);
registerEnumType(AssociationStatusEnum, {
  name: 'AssociationStatus',
  description: 'ACTIVE from its start until it ends; a leaver’s is active until the report refresh.',
});

export const AssociationEndReasonEnum = namesOf(END_REASONS);
registerEnumType(AssociationEndReasonEnum, {
  name: 'AssociationEndReason',
  description: 'ACCOUNT_DELETED: deactivation or deletion took effect at a report refresh.',
});

export const LinkStateEnum = namesOf(LINK_STATES);
registerEnumType(LinkStateEnum, {
  name: 'LinkState',
  description: 'In this order of precedence: LEAVING, INVITATION_PENDING, LINKED (at least one source), NOT_LINKED.',
});

export const RosterOrderEnum = namesOf(ROSTER_ORDERS);
registerEnumType(RosterOrderEnum, {
  name: 'RosterOrder',
  description: 'How a roster is sorted; equal values by name in the same direction, then by id.',
  valuesConfig: {
    NAME_ASC: { description: 'By display name, case-insensitive.' },
    NAME_DESC: { description: 'By display name, case-insensitive, descending.' },
    LINKED_SINCE_ASC: { description: 'Longest link first; people without a link last.' },
    LINKED_SINCE_DESC: { description: 'Newest link first; people without a link last.' },
    LEAVES_REPORT_AT_ASC: {
      description: 'Leavers first, by the instant at which they drop out; then all other people.',
    },
  },
});

export const PENDING_EFFECTS = ['NEW', 'MOVE', 'REINSTATE', 'ALREADY_LINKED', 'REFUSED'] as const;
export type PendingEffect = (typeof PENDING_EFFECTS)[number];
export const PendingEffectEnum = namesOf(PENDING_EFFECTS);
registerEnumType(PendingEffectEnum, {
  name: 'PendingEffect',
  description: 'What confirming would do. REINSTATE takes a leaver’s association up again and uses nothing up.',
});

export const AssociationFlowProblemEnum = namesOf(FLOW_PROBLEMS);
registerEnumType(AssociationFlowProblemEnum, {
  name: 'AssociationFlowProblem',
  description: 'Why a flow cannot be confirmed. UNKNOWN also stands for the flows of others and for a wrong code.',
  valuesConfig: {
    UNKNOWN: { description: 'This person has no such flow, or the completion code is not its code.' },
    EXPIRED: { description: 'It was begun ten minutes ago or earlier.' },
    NOT_PROVEN: { description: 'The sign-in at the learning source has not been finished yet.' },
    DEAD: {
      description:
        'It is over: another one was begun, another browser or person came with it, or five codes were wrong.',
    },
    CANCELLED: { description: 'The person canceled the sign-in at the learning source, or the source denied it.' },
    ACCOUNT_NOT_CHOSEN: {
      description:
        'The sign-in ended before the person chose an account and agreed: they can start again and choose one.',
    },
    SIGN_IN_FAILED: {
      description: 'The sign-in failed, or its result proves no profile: the person can try again.',
    },
    NO_LEARNING_ACCOUNT: {
      description: 'The learning source knows no such account: the person can choose another one, or create a profile.',
    },
    PROFILE_INCOMPLETE: { description: 'The profile at the learning source has no usable id: it is to be completed.' },
    MCID_NOT_GENERATED: { description: 'The profile at the learning source has no id yet: it is to be generated.' },
  },
});
