import type { RefusalReason } from '../store/activity.store.js';
import type { AssociationRefusal } from './decide-association.js';

const REASONS: Record<AssociationRefusal['kind'], RefusalReason> = {
  'cool-off': 'COOL_OFF',
  'limit-reached': 'YEARLY_LIMIT',
  'another-profile-linked': 'ANOTHER_PROFILE_LINKED',
};

/** How the activity of an organisation names a refusal of the rules. */
export function reasonOf(refusal: AssociationRefusal): RefusalReason {
  return REASONS[refusal.kind];
}
