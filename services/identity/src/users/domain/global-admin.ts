import type { Role } from './role.js';
import { type StatusFacts, type UserStatus, userStatus } from './user.js';

/** The facts about a user that decide whether they administer an organization. */
export type AdminFacts = StatusFacts & { readonly roles: readonly Role[] };

/** Whether the user is, or will be after the first sign-in, a GLOBAL_ADMIN with access. */
export function isGlobalAdmin(user: AdminFacts): boolean {
  return user.roles.includes('GLOBAL_ADMIN') && (userStatus(user) === 'ACTIVE' || userStatus(user) === 'INVITED');
}

/**
 * Whether the organization loses its last GLOBAL_ADMIN with this user. An invitation may stay unanswered, so a user who
 * has signed in is replaced only by one who has signed in.
 */
export function isLastGlobalAdmin(user: AdminFacts, others: readonly UserStatus[]): boolean {
  if (!isGlobalAdmin(user) || others.includes('ACTIVE')) return false;
  return userStatus(user) === 'ACTIVE' || !others.includes('INVITED');
}
