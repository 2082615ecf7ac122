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

/** Roles granted by hand, and roles by the groups of the directory. */
export type HeldRoles = { readonly grantedRoles: readonly Role[]; readonly groupRoles: readonly Role[] };

/** All roles of a user: those granted by hand and those of groups. */
export function allRoles({ grantedRoles, groupRoles }: HeldRoles): Role[] {
  return normalizeRoles([...grantedRoles, ...groupRoles]);
}

/** Roles in a fixed order without repetition, so that equal sets are equal values. */
export function normalizeRoles(roles: readonly Role[]): Role[] {
  return ROLES.filter((role) => roles.includes(role));
}
