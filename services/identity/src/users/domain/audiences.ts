/** Roles that manage users. */
export const USER_ADMINISTRATORS = ['GLOBAL_ADMIN', 'ACCOUNT_ADMIN', 'USER_MANAGEMENT_ADMIN'] as const;

/** Roles and permissions that read users. */
export const USER_READERS = [...USER_ADMINISTRATORS, 'PARTNER_ADMIN', 'users:read'] as const;

/** Permissions that change users: they read a user in the result of a change only. */
export const USER_WRITERS = ['users:write', 'organizations:write'] as const;

/** Roles and permissions that read reports with names: they see only the name of a user. */
export const NAME_READERS = ['EXECUTIVE_REPORT_VIEWER', 'reports:read.pii'] as const;
