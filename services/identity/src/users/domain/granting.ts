import type { Role } from './role.js';

/** What of a caller matters for changing users: people have roles, programs have permissions. */
export type UserAdministrator = {
  /** `operator`: of the platform, acting in every organisation. */
  readonly kind: string;
  readonly roles?: readonly Role[];
  readonly permissions?: readonly string[];
};

/**
 * Whether the caller may invite, correct or resend for somebody who holds, or is to hold, these roles.
 * What concerns a GLOBAL_ADMIN is left to a GLOBAL_ADMIN, and to operators with `organizations:write` for
 * an organisation that lost its last one. Everything else is for whoever manages users.
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
 * Whether the caller may put these roles in the place of those. A GLOBAL_ADMIN's roles are changed, and GLOBAL_ADMIN
 * is granted, by a GLOBAL_ADMIN or nobody; everything else is for whoever manages users.
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
