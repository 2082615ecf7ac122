import type { Role } from './role.js';

/** What of a caller matters for changing users: the roles of a person, the permissions of a program, or both empty. */
export type UserAdministrator = {
  /** Operators of the platform act in every organisation. */
  readonly operator: boolean;
  readonly roles: readonly Role[];
  readonly permissions: readonly string[];
};

/**
 * Whether the caller may invite, correct or resend for somebody who holds, or is to hold, these roles.
 * What concerns a GLOBAL_ADMIN is left to a GLOBAL_ADMIN, and to operators with `organizations:write` for
 * an organisation that lost its last one. Everything else is for whoever manages users.
 */
export function mayAdminister(administrator: UserAdministrator, roles: readonly Role[]): boolean {
  const { operator, permissions } = administrator;
  if (administrator.roles.includes('GLOBAL_ADMIN')) return true;
  if (operator && permissions.includes('organizations:write')) return true;
  if (roles.includes('GLOBAL_ADMIN')) return false;
  return (
    administrator.roles.includes('ACCOUNT_ADMIN') ||
    administrator.roles.includes('USER_MANAGEMENT_ADMIN') ||
    permissions.includes('users:write')
  );
}
