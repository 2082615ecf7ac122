import { RENEWAL_WINDOW_DAYS, renews } from '../../achievements/domain/holding.js';
import type { Credential } from '../../catalog/domain/catalog.js';
import { addDays, type Day, firstInstantOf } from '../../values/domain/day.js';

/** The days on which a renewal extends an expiry, both included. */
export type RenewalWindow = { readonly opensOn: Day; readonly closesOn: Day };

/** When an achievement can be renewed before it expires; null for a credential that nothing renews, such as a retired one. */
export function renewalWindow(credential: Credential, expiresOn: Day): RenewalWindow | null {
  const opensOn = addDays(expiresOn, -RENEWAL_WINDOW_DAYS);
  if (!renews(credential, expiresOn, firstInstantOf(opensOn))) return null;
  const { retirement } = credential;
  return { opensOn, closesOn: retirement !== null && retirement.date < expiresOn ? retirement.date : expiresOn };
}
