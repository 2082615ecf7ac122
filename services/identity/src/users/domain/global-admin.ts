import type { Role } from './role.js';
import { type StatusFacts, type UserStatus, userStatus } from './user.js';

/** What of a user matters for who administers an organisation. */
export type AdminFacts = StatusFacts & { readonly roles: readonly Role[] };

/** Whether the user administers everything, or will after the first sign-in: GLOBAL_ADMIN, and neither deactivated nor deleted. */
export function isGlobalAdmin(user: AdminFacts): boolean {
  return user.roles.includes('GLOBAL_ADMIN') && (userStatus(user) === 'ACTIVE' || userStatus(user) === 'INVITED');
}

/**
 * Whether the organisation would be left without a GLOBAL_ADMIN when this one is none any more. An invitation may
 * never be answered: whoever has signed in is followed by somebody who has.
 */
export function isLastGlobalAdmin(user: AdminFacts, others: readonly UserStatus[]): boolean {
  if (!isGlobalAdmin(user) || others.includes('ACTIVE')) return false;
  return userStatus(user) === 'ACTIVE' || !others.includes('INVITED');
}
