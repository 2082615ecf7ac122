import type { Role } from '../graphql/documents.ts';

const ROSTER: readonly Role[] = [
  'GLOBAL_ADMIN',
  'ACCOUNT_ADMIN',
  'USER_MANAGEMENT_ADMIN',
  'PARTNER_ADMIN',
  'EXECUTIVE_REPORT_VIEWER',
];
const REPORTS: readonly Role[] = ['GLOBAL_ADMIN', 'PARTNER_ADMIN', 'EXECUTIVE_REPORT_VIEWER', 'REPORT_VIEWER'];
const USERS: readonly Role[] = ['GLOBAL_ADMIN', 'ACCOUNT_ADMIN', 'USER_MANAGEMENT_ADMIN', 'PARTNER_ADMIN'];
const MANAGEMENT: readonly Role[] = ['GLOBAL_ADMIN', 'ACCOUNT_ADMIN', 'USER_MANAGEMENT_ADMIN'];
const LEAVER_MAIL: readonly Role[] = ['GLOBAL_ADMIN', 'USER_MANAGEMENT_ADMIN'];
const LINKS: readonly Role[] = ['GLOBAL_ADMIN', 'PARTNER_ADMIN'];
const NAMED_CREDITS: readonly Role[] = ['GLOBAL_ADMIN', 'PARTNER_ADMIN', 'EXECUTIVE_REPORT_VIEWER'];

/** Whether one of the roles sees the roster. */
export function seesRoster(roles: readonly Role[]): boolean {
  return hasOneOf(ROSTER, roles);
}

/** Whether one of the roles sees scores and reports. */
export function seesReports(roles: readonly Role[]): boolean {
  return hasOneOf(REPORTS, roles);
}

/** Whether one of the roles sees the accounts of all users: status, roles, dates. */
export function seesAccounts(roles: readonly Role[]): boolean {
  return hasOneOf(USERS, roles);
}

/** Whether one of the roles invites users and sets roles. */
export function managesUsers(roles: readonly Role[]): boolean {
  return hasOneOf(MANAGEMENT, roles);
}

/** Whether one of the roles gets the mail about people who begin to leave. */
export function getsLeaverMail(roles: readonly Role[]): boolean {
  return hasOneOf(LEAVER_MAIL, roles);
}

/** Whether one of the roles sees the links and profile ids of all users. */
export function seesLinks(roles: readonly Role[]): boolean {
  return hasOneOf(LINKS, roles);
}

/** Whether one of the roles sees credits with the names of people. */
export function seesNamedCredits(roles: readonly Role[]): boolean {
  return hasOneOf(NAMED_CREDITS, roles);
}

/** Whether one of the roles is Global admin. */
export function isGlobalAdmin(roles: readonly Role[]): boolean {
  return roles.includes('GLOBAL_ADMIN');
}

function hasOneOf(wanted: readonly Role[], roles: readonly Role[]): boolean {
  return roles.some((role) => wanted.includes(role));
}
