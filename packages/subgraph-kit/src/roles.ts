/** What a person may be in an organisation; the rights stand in each service's access table (src/access.ts). */
export const ROLES = [
  'GLOBAL_ADMIN',
  'ACCOUNT_ADMIN',
  'USER_MANAGEMENT_ADMIN',
  'PARTNER_ADMIN',
  'EXECUTIVE_REPORT_VIEWER',
  'REPORT_VIEWER',
] as const;

/** A role of a person in their organisation. */
export type Role = (typeof ROLES)[number];

/** What a machine client, or an operator of the platform, may be permitted. */
export const PERMISSIONS = [
  'organizations:write',
  'achievements:write',
  'metrics:write',
  'users:read',
  'users:write',
  'reports:read',
  'reports:read.pii',
  'exports:run',
  'webhooks:write',
] as const;

/** An application permission, carried by the `roles` claim of a machine's token. */
export type Permission = (typeof PERMISSIONS)[number];

/** Permissions that only operators of the platform can hold; a machine of an organisation never does. */
export const OPERATOR_PERMISSIONS: readonly Permission[] = [
  'organizations:write',
  'achievements:write',
  'metrics:write',
];

/** Whether the text names a permission that exists. */
export function isPermission(text: string): text is Permission {
  return (PERMISSIONS as readonly string[]).includes(text);
}

/** Whether the text names a role that exists. */
export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

/** Whether only operators of the platform can hold the permission. */
export function isForOperators(permission: Permission): boolean {
  return OPERATOR_PERMISSIONS.includes(permission);
}
