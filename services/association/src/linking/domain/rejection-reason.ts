import type { AssociationRejection } from './decide-association.js';

/** Why a link or a flow was rejected, as the activity records it. */
export type RejectionReason =
  | 'COOL_OFF'
  | 'YEARLY_LIMIT'
  | 'ANOTHER_PROFILE_LINKED'
  | 'WRONG_BROWSER'
  | 'WRONG_PERSON'
  | 'WRONG_CODES';

const REASONS: Record<AssociationRejection['kind'], RejectionReason> = {
  'cool-off': 'COOL_OFF',
  'limit-reached': 'YEARLY_LIMIT',
  'another-profile-linked': 'ANOTHER_PROFILE_LINKED',
};

/** The reason that the activity records for a rejection by the rules. */
export function reasonOf(rejection: AssociationRejection): RejectionReason {
  return REASONS[rejection.kind];
}
