import type { AssociationRejection } from './decide-association.js';
import { utcDate } from './instants.js';
import type { AssociationPolicy } from './policy.js';

/** What people read; the cool-off's words are the programme's own (R27), its number follows the setting. */
export function rejectionText(refusal: AssociationRejection, policy: AssociationPolicy): string {
  switch (refusal.kind) {
    case 'cool-off':
      return `You've attempted to associate with a partner organization. However, we require a period of ${policy.coolOffDays} days between associations. Your next available date for a subsequent association is ${utcDate(refusal.nextAssociationAt)}`;
    case 'limit-reached':
      return `You have used ${refusal.used} of ${refusal.limit} associations that are possible in a year. Your next available date for a subsequent association is ${utcDate(refusal.nextAssociationAt)}`;
    case 'another-profile-linked':
      return 'You already hold an active association for this learning source. Remove access first, then associate again.';
  }
}
