import type { Role } from './role.js';

/** The facts about a caller that decide which users they may change: users have roles, programs have permissions. */
export type UserAdministrator = {
  /** `operator`: of the platform, acting in every organization. */
  readonly kind: string;
  readonly roles?: readonly Role[];
  readonly permissions?: readonly string[];
};

/**
 * Whether the caller may invite a user with these roles, correct the address or resend the invitation. A GLOBAL_ADMIN
 * is invited by a GLOBAL_ADMIN, or by an operator with `organizations:write` for an organization that lost its last
 * one. All others are invited by any caller who manages users.
 */
export function mayAdminister(administrator: UserAdministrator, theirRoles: readonly Role[]): boolean {
  const { kind, roles = [], permissions = [] } = administrator;
  if (roles.includes('GLOBAL_ADMIN')) return true;
  if (kind === 'operator' && permissions.includes('organizations:write')) return true;
  if (theirRoles.includes('GLOBAL_ADMIN')) return false;
  return (
    roles.includes('ACCOUNT_ADMIN') || roles.includes('USER_MANAGEMENT_ADMIN') || permissions.includes('users:write')
  );
}

/**
 * Whether the caller may replace these roles. Only a GLOBAL_ADMIN changes the roles of a GLOBAL_ADMIN or grants
 * GLOBAL_ADMIN. All other roles are changed by any caller who manages users.
 */
export function mayChangeRoles(
  { roles = [], permissions = [] }: UserAdministrator,
  from: readonly Role[],
  to: readonly Role[],
): boolean {
  if (roles.includes('GLOBAL_ADMIN')) return true;
  if (from.includes('GLOBAL_ADMIN') || to.includes('GLOBAL_ADMIN')) return false;
  return (
    roles.includes('ACCOUNT_ADMIN') || roles.includes('USER_MANAGEMENT_ADMIN') || permissions.includes('users:write')
  );
}
