/** Every role that a user may hold. None is needed to link one's own profile (R1). */
export const ROLES = [
  'GLOBAL_ADMIN',
  'ACCOUNT_ADMIN',
  'USER_MANAGEMENT_ADMIN',
  'PARTNER_ADMIN',
  'EXECUTIVE_REPORT_VIEWER',
  'REPORT_VIEWER',
] as const;

export type Role = (typeof ROLES)[number];

/** A user's roles in the one order and without repetition, so that equal sets are equal values. */
export function normalizeRoles(roles: readonly Role[]): Role[] {
  return ROLES.filter((role) => roles.includes(role));
}
