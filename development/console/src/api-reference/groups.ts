/** A page of the API reference: operations that belong together. */
export type OperationGroup = {
  /** In addresses: `linking.html`. */
  readonly name: string;
  readonly title: string;
  /** What the operations are for, in a sentence or two. */
  readonly about: string;
  /** Coordinates, such as `Mutation.inviteUser` or `Organization.roster`. */
  readonly operations: readonly string[];
};

const fieldsOf = (type: string, names: string): string[] => names.split(' ').map((name) => `${type}.${name}`);
const query = (names: string) => fieldsOf('Query', names);
const mutation = (names: string) => fieldsOf('Mutation', names);
const organization = (names: string) => fieldsOf('Organization', names);
const user = (names: string) => fieldsOf('User', names);

/**
 * The pages in their order: root fields, and the fields of an organization and of a user that answer a question of their
 * own.
 */
export const OPERATION_GROUPS: readonly OperationGroup[] = [
  {
    name: 'organizations',
    title: 'Organizations',
    about: 'A partner company: the start of most queries. Operators register it, its administrators change it.',
    operations: [
      ...query('callerOrganization organization organizations'),
      ...mutation('registerOrganization updateOrganization'),
    ],
  },
  {
    name: 'users',
    title: 'Users',
    about: 'Work accounts of an organization: who is signed in, who is invited, with which roles, and who leaves.',
    operations: [
      ...query('viewer user users'),
      ...organization('users'),
      ...mutation('inviteUser resendInvitation changeUserRoles deleteUser restoreUser'),
    ],
  },
  {
    name: 'linking',
    title: 'Linking learning profiles',
    about:
      'Only the person links a profile: begin a flow, sign in at the learning source in a browser, confirm with the code that the browser received.',
    operations: [
      ...mutation('beginAssociation'),
      ...query('pendingAssociation'),
      ...mutation('confirmAssociation removeAssociation'),
      ...user('activeAssociation associations associationAllowance'),
    ],
  },
  {
    name: 'roster',
    title: 'Roster',
    about: 'All people of an organization with the state of their links: who is linked, who is not, who leaves.',
    operations: organization('roster linkSummary rosterBreakdown'),
  },
  {
    name: 'directories',
    title: 'Directories',
    about: 'A directory such as Entra ID writes the users of an organization by SCIM, with a token or an OAuth client.',
    operations: [
      ...organization('directoryGroups scimTokens scimClients'),
      ...mutation('issueScimToken revokeScimToken issueScimClient revokeScimClient setGroupRoles'),
    ],
  },
  {
    name: 'activity',
    title: 'Activity',
    about:
      'What happened to users and links, and which attempts were rejected or failed: of an organization, and for each person of their own account and links.',
    operations: [...organization('userActivity linkActivity'), ...user('activity linkActivity')],
  },
  {
    name: 'achievements',
    title: 'Catalog and achievements',
    about: 'The credentials that exist, and the achievements that learning sources report.',
    operations: [
      ...query('credentials'),
      ...user('achievements'),
      ...mutation('recordAchievements revokeAchievement recordProfileMerge'),
    ],
  },
  {
    name: 'credits',
    title: 'Credits',
    about: 'Achievements that an organization counts, could count or counted, each with its state and reasons.',
    operations: [...organization('credits creditBreakdown'), ...user('credits')],
  },
  {
    name: 'designations',
    title: 'Designations and rules',
    about: 'Scores of the Solutions Partner designations, today, on another day or by another version of the rules.',
    operations: [
      ...organization('designations designation designationHistory specializations recalculation'),
      ...query('designationTitles rulesets ruleset'),
      ...mutation('recordPartnerMetric'),
    ],
  },
  {
    name: 'planning',
    title: 'Planning',
    about: 'What would happen: what if, the cheapest way to a target, expected points, and what is at risk.',
    operations: organization('simulate cheapestPath cheapestPlan forecast risks'),
  },
  {
    name: 'skills-report',
    title: 'Skills Report',
    about: 'The monthly snapshot of all holdings, which never changes: its rows, totals, changes and differences.',
    operations: organization('skillsReport skillsReports skillsReportMonths nextReportAt'),
  },
  {
    name: 'learn-analytics',
    title: 'Learn analytics',
    about: 'Modules and learning paths that linked people completed.',
    operations: organization('learnAnalytics'),
  },
  {
    name: 'reminders',
    title: 'Mail and calendars',
    about: 'What a user is reminded of: which mail they get, and the secret address of their calendar.',
    operations: [
      ...user('mailPreferences calendarFeed'),
      ...mutation('setMailPreferences createCalendarFeed deleteCalendarFeed'),
    ],
  },
  {
    name: 'webhooks',
    title: 'Events and webhooks',
    about:
      'What happened in an organization, sent to an address of yours as signed requests, or read from the event log.',
    operations: [
      ...query('eventTypes'),
      ...organization('events webhooks'),
      ...query('webhook'),
      ...mutation('registerWebhook updateWebhook sendTestEvent pauseWebhook resumeWebhook'),
      ...mutation('redeliverEvent replayWebhook rotateWebhookSecret deleteWebhook'),
    ],
  },
  {
    name: 'exports',
    title: 'Exports and feeds',
    about: 'Whole datasets as CSV, TSV, JSONL, Parquet or XLSX: a file made once, or an address with the newest file.',
    operations: [
      ...mutation('requestExport'),
      ...query('export'),
      ...organization('exports'),
      ...mutation('cancelExport createExportFeed'),
      ...organization('exportFeeds'),
      ...mutation('rotateExportFeedKey deleteExportFeed'),
    ],
  },
];

/** The page of root fields that are in no group. */
export const OTHER_OPERATIONS: Omit<OperationGroup, 'operations'> = {
  name: 'other',
  title: 'Other operations',
  about: 'Operations that none of the other pages has.',
};
