import { PERMISSIONS } from '@app/subgraph-kit/access/roles';
import type { OpenFields } from '@app/test-kit/documented-right';

/*
 * Who sees which field, written from the description of the product and independently of the code. The words: a role, a
 * permission, `self` (the person), `member` (a person or program of the organization), `signed-in`.
 */

/** Who gets null and an error (FORBIDDEN), or null alone. */
export type Rule = { to: readonly string[]; otherwise: 'forbidden' | 'null' };

const forbidden = (to: readonly string[]): Rule => ({ to, otherwise: 'forbidden' });
const silent = (to: readonly string[]): Rule => ({ to, otherwise: 'null' });

const admins = ['GLOBAL_ADMIN', 'ACCOUNT_ADMIN', 'USER_MANAGEMENT_ADMIN'];
const names = ['GLOBAL_ADMIN', 'PARTNER_ADMIN', 'EXECUTIVE_REPORT_VIEWER', 'reports:read.pii'];
const reports = [...names, 'REPORT_VIEWER', 'reports:read'];
const exporters = ['GLOBAL_ADMIN', 'PARTNER_ADMIN', 'EXECUTIVE_REPORT_VIEWER', 'REPORT_VIEWER', 'exports:run'];
const userLists = [...admins, 'PARTNER_ADMIN', 'users:read'];
const rosters = [...userLists, 'EXECUTIVE_REPORT_VIEWER'];
/** In the answer to their own change, programs that write users see the user. */
const users = ['self', ...userLists, 'users:write', 'organizations:write'];
const links = ['self', 'GLOBAL_ADMIN', 'PARTNER_ADMIN'];

const each = (fields: string, rule: Rule | undefined) =>
  Object.fromEntries(fields.split(' ').map((one) => [one, rule]));

/** The fields of types that have restricted ones; undefined: the field goes with its object. */
export const FIELDS: Readonly<Record<string, Readonly<Record<string, Rule | undefined>>>> = {
  Association: {
    ...each('endReason endedAt id organization source startedAt status user', undefined),
    profileId: silent(links),
  },
  Credit: {
    ...each('achievement associatedAt contributesTo countedAt dropsAt expectedBy id organization', undefined),
    ...each('personRef reasons state', undefined),
    person: silent(['self', ...names]),
  },
  LearnIndividual: {
    ...each('learningPathCompletions moduleCompletions personRef', undefined),
    person: silent(['self', ...names]),
  },
  Organization: {
    ...each('id name partnerId leaverPolicy', undefined),
    ...each('users directoryGroups', forbidden(userLists)),
    ...each('scimClients scimTokens', forbidden(['GLOBAL_ADMIN'])),
    ...each('roster rosterBreakdown linkSummary', forbidden(rosters)),
    ...each('credits creditBreakdown designation designations designationHistory forecast', forbidden(reports)),
    ...each('cheapestPath cheapestPlan simulate risks specializations recalculation', forbidden(reports)),
    ...each('learnAnalytics nextReportAt skillsReport skillsReportMonths skillsReports', forbidden(reports)),
    events: forbidden(['GLOBAL_ADMIN', 'webhooks:write', 'reports:read']),
    ...each('exports exportFeeds', forbidden(exporters)),
    webhooks: forbidden(['GLOBAL_ADMIN', 'webhooks:write']),
    userActivity: forbidden(admins),
    linkActivity: forbidden(['GLOBAL_ADMIN', 'PARTNER_ADMIN']),
  },
  PathStep: {
    ...each('credential exams newPerson personRef pointsGained', undefined),
    person: silent(['self', ...names]),
  },
  PersonReference: { personRef: undefined, person: silent(['self', ...names]) },
  SkillRisk: {
    ...each('cause closesStep credentials designation losesDesignation on personRef pointsLost together', undefined),
    person: silent(['self', ...names]),
  },
  SkillsReportDifference: {
    ...each('at credential kind personRef reason', undefined),
    person: silent(names),
  },
  SkillsReportRow: {
    ...each('achievedAt associatedSince credential expiresOn id leaving personRef relevantTo source', undefined),
    ...each('email person personName profileId', silent(names)),
  },
  User: {
    ...each('id displayName email', forbidden([...users, 'EXECUTIVE_REPORT_VIEWER', 'reports:read.pii'])),
    ...each('city country department deactivatedAt deletedAt directoryMismatch firstSignedInAt', forbidden(users)),
    ...each('grantedRoles groupRoles invitationMail invitationSentAt invitedAt leavesReportAt', forbidden(users)),
    ...each('manager organization restorableUntil roles status title', forbidden(users)),
    ...each('activeAssociation associations', forbidden(links)),
    ...each('achievements credits', forbidden(['self', ...names])),
    ...each('activity linkActivity', forbidden(['self'])),
    ...each('associationAllowance calendarFeed mailPreferences', silent(['self'])),
  },
};

/** Who gets an organization, and who a user, by query: other callers get null, as for an absent one. */
export const BY_QUERY: Readonly<Record<string, readonly string[]>> = {
  Organization: ['member', ...PERMISSIONS],
  User: ['self', ...userLists, 'EXECUTIVE_REPORT_VIEWER', 'reports:read.pii'],
};

/** The same for the objects that a service resolves by reference. */
export const BY_REFERENCE: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  identity: BY_QUERY,
  association: {
    ...BY_QUERY,
    User: [...users, 'EXECUTIVE_REPORT_VIEWER', 'reports:read.pii'],
    Association: links,
  },
  // A stub has the id alone that was asked for.
  credits: { ...BY_QUERY, User: ['member', ...PERMISSIONS] },
};

/** Mutations for a person whose description does not deny a delegated token. */
export const DELEGATED: readonly string[] = ['setMailPreferences'];

/** Root fields whose description names no role or permission. */
export const OPEN: OpenFields = {
  ...{ organization: 'signed-in', callerOrganization: 'signed-in', user: 'signed-in', users: 'signed-in' },
  ...{ viewer: 'anyone', setMailPreferences: 'person', createCalendarFeed: 'person', deleteCalendarFeed: 'person' },
  ...{ credentials: 'signed-in', designationTitles: 'signed-in', eventTypes: 'signed-in', rulesets: 'signed-in' },
  ...{ ruleset: 'signed-in', beginAssociation: 'person', confirmAssociation: 'person', removeAssociation: 'person' },
  pendingAssociation: 'person',
};

/** The mutations whose answers are read, by the type in them. Other answers show what was just made, to its maker. */
export const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  User: ['changeUserRoles', 'resendInvitation'],
  Organization: ['updateOrganization', 'registerOrganization'],
};
