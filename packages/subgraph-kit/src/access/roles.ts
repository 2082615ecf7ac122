/** The roles of a person in an organization. Access is declared beside the operations (access.ts). */
export const ROLES = [
  'GLOBAL_ADMIN',
  'ACCOUNT_ADMIN',
  'USER_MANAGEMENT_ADMIN',
  'PARTNER_ADMIN',
  'EXECUTIVE_REPORT_VIEWER',
  'REPORT_VIEWER',
] as const;

/** A role of a person in their organization. */
export type Role = (typeof ROLES)[number];

/** The permissions of machine clients and operators. */
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

/** An application permission in the `roles` claim of a machine's token. */
export type Permission = (typeof PERMISSIONS)[number];

/** Permissions that only operators can hold, never a machine client of an organization. */
export const OPERATOR_PERMISSIONS: readonly Permission[] = [
  'organizations:write',
  'achievements:write',
  'metrics:write',
];

/** Whether the text is the name of a permission. */
export function isPermission(text: string): text is Permission {
  return (PERMISSIONS as readonly string[]).includes(text);
}

/** Whether the text is the name of a role. */
export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

/** Whether only operators can hold the permission. */
export function isForOperators(permission: Permission): boolean {
  return OPERATOR_PERMISSIONS.includes(permission);
}
