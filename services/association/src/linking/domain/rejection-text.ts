import type { AssociationRejection } from './decide-association.js';
import { utcDate } from './instants.js';
import type { AssociationPolicy } from './policy.js';

/** The message for users. The text of the cool-off is prescribed (R27); its number follows the setting. */
export function rejectionText(rejection: AssociationRejection, policy: AssociationPolicy): string {
  switch (rejection.kind) {
    case 'cool-off':
      return `You've attempted to associate with a partner organization. However, we require a period of ${policy.coolOffDays} days between associations. Your next available date for a subsequent association is ${utcDate(rejection.nextAssociationAt)}`;
    case 'limit-reached':
      return `You have used ${rejection.used} of ${rejection.limit} associations that are possible in a year. Your next available date for a subsequent association is ${utcDate(rejection.nextAssociationAt)}`;
    case 'another-profile-linked':
      return 'You already hold an active association for this learning source. Remove access first, then associate again.';
  }
}
