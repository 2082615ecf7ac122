import type { Role } from '../graphql/documents.ts';

const ROSTER: readonly Role[] = [
  'GLOBAL_ADMIN',
  'ACCOUNT_ADMIN',
  'USER_MANAGEMENT_ADMIN',
  'PARTNER_ADMIN',
  'EXECUTIVE_REPORT_VIEWER',
];
const REPORTS: readonly Role[] = ['GLOBAL_ADMIN', 'PARTNER_ADMIN', 'EXECUTIVE_REPORT_VIEWER', 'REPORT_VIEWER'];

/** Whether one of the roles sees the roster. */
export function seesRoster(roles: readonly Role[]): boolean {
  return roles.some((role) => ROSTER.includes(role));
}

/** Whether one of the roles sees scores and reports. */
export function seesReports(roles: readonly Role[]): boolean {
  return roles.some((role) => REPORTS.includes(role));
}
