import { SIGN_IN_PROBLEMS } from '../../providers/domain/sign-in-problem.js';
import type { AssociationRejection } from './decide-association.js';

/** Why a link or a flow was rejected, as the activity records it. */
export const REJECTION_REASONS = [
  'COOL_OFF',
  'YEARLY_LIMIT',
  'ANOTHER_PROFILE_LINKED',
  'TOO_MANY_STARTS',
  'SIGN_IN_TOO_OLD',
  'DELEGATED_TOKEN',
  'WRONG_BROWSER',
  'WRONG_PERSON',
  'WRONG_CODES',
] as const;
export type RejectionReason = (typeof REJECTION_REASONS)[number];

/** Why a flow proved nothing, as the activity records it. */
export const FAILURE_REASONS = [...SIGN_IN_PROBLEMS, 'PROVIDER_UNAVAILABLE', 'EXPIRED'] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

const REASONS = {
  'cool-off': 'COOL_OFF',
  'limit-reached': 'YEARLY_LIMIT',
  'another-profile-linked': 'ANOTHER_PROFILE_LINKED',
} as const satisfies Record<AssociationRejection['kind'], RejectionReason>;

/** Rejections by the rules. Those of starts count toward the starts of an hour (R31). */
export const REJECTIONS_BY_RULES: readonly RejectionReason[] = Object.values(REASONS);

/** The reason that the activity records for a rejection by the rules. */
export function reasonOf(rejection: AssociationRejection): RejectionReason {
  return REASONS[rejection.kind];
}
