import { enumOf } from '@app/subgraph-kit/graphql/enum-of';
import { registerEnumType } from 'type-graphql';
import { END_REASONS } from '../../domain/association.js';
import { FLOW_PROBLEMS } from '../../domain/flow.js';

const ASSOCIATION_STATUSES = ['ACTIVE', 'ENDED'] as const;
export type AssociationStatus = (typeof ASSOCIATION_STATUSES)[number];
export const AssociationStatusEnum = enumOf(ASSOCIATION_STATUSES);
registerEnumType(AssociationStatusEnum, {
  name: 'AssociationStatus',
  description: 'ACTIVE from its start until it ends; a leaver’s is active until the report refresh.',
});

export const AssociationEndReasonEnum = enumOf(END_REASONS);
registerEnumType(AssociationEndReasonEnum, {
  name: 'AssociationEndReason',
  description: 'ACCOUNT_DELETED: deactivation or deletion took effect at a report refresh.',
});

export const PENDING_EFFECTS = ['NEW', 'MOVE', 'REINSTATE', 'ALREADY_LINKED', 'REFUSED'] as const;
export type PendingEffect = (typeof PENDING_EFFECTS)[number];
export const PendingEffectEnum = enumOf(PENDING_EFFECTS);
registerEnumType(PendingEffectEnum, {
  name: 'PendingEffect',
  description: 'What confirming would do. REINSTATE continues a leaver’s association and uses nothing up.',
});

export const AssociationFlowProblemEnum = enumOf(FLOW_PROBLEMS);
registerEnumType(AssociationFlowProblemEnum, {
  name: 'AssociationFlowProblem',
  description:
    'Why a flow cannot be confirmed. UNKNOWN also stands for the flows of other people and for a wrong code.',
  valuesConfig: {
    UNKNOWN: { description: 'This person has no such flow, or the completion code is not its code.' },
    EXPIRED: { description: 'The flow began ten minutes ago or earlier.' },
    NOT_PROVEN: { description: 'The sign-in at the learning source has not been finished yet.' },
    DEAD: {
      description:
        'The flow is over: another one was begun, another browser or person presented it, or five codes were wrong.',
    },
    CANCELLED: { description: 'The person canceled the sign-in at the learning source, or the source denied it.' },
    ACCOUNT_NOT_CHOSEN: {
      description:
        'The sign-in ended before the person chose an account and consented: they can start again and choose one.',
    },
    SIGN_IN_FAILED: {
      description: 'The sign-in failed, or its result proves no profile: the person can try again.',
    },
    NO_LEARNING_ACCOUNT: {
      description: 'The learning source knows no such account: the person can choose another one, or create a profile.',
    },
    PROFILE_INCOMPLETE: {
      description: 'The profile at the learning source has no usable id: the person has to complete it.',
    },
    MCID_NOT_GENERATED: {
      description: 'The profile at the learning source has no id yet: the person has to generate it.',
    },
  },
});
