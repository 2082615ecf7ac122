import type { Role } from '../../graphql/documents.ts';
import type { Known } from '../../text/words.ts';

type RoleWords = { readonly name: string; readonly may: string };

/** The roles in the order of the form, and what each may do. */
export const ROLES: Readonly<Record<Known<Role>, RoleWords>> = {
  GLOBAL_ADMIN: { name: 'Global admin', may: 'Everything: users, roles, directory, links and reports.' },
  ACCOUNT_ADMIN: { name: 'Account admin', may: 'Invites users and sets roles. Sees who is linked.' },
  USER_MANAGEMENT_ADMIN: { name: 'User management admin', may: 'The same as an Account admin.' },
  PARTNER_ADMIN: { name: 'Partner admin', may: 'Sees users, links, profile ids and reports. Changes none of them.' },
  EXECUTIVE_REPORT_VIEWER: { name: 'Executive report viewer', may: 'Sees who is linked, and reports with names.' },
  REPORT_VIEWER: { name: 'Report viewer', may: 'Sees scores and reports without names.' },
};

/** The names of roles, in the order of the form: Account admin, Report viewer. */
export function roleNames(roles: readonly Role[]): string {
  if (roles.length === 0) return 'none';
  const order = Object.keys(ROLES);
  const sorted = roles.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
  return sorted.map(roleName).join(', ');
}

function roleName(role: Role): string {
  return Object.hasOwn(ROLES, role) ? ROLES[role as Known<Role>].name : role;
}
