/** A page that pictures are taken of. */
export type Picture = {
  name: string;
  /** A work account of the demonstration, by its address; undefined: not signed in. */
  account: string | undefined;
  path: string;
  /** One of those in the documentation. */
  inDocumentation?: true;
};

/** A user, and an administrator who reads reports. */
const AMARA = 'amara.okafor@harbour.example';
const GRETA = 'greta.lindqvist@nordlicht.example';

/** Reads reports without names. */
const PRIYA = 'priya.raghunathan@nordlicht.example';
/** The administrator of an organization in which people leave and are deleted. */
const ELEANOR = 'eleanor.whitcombe@harbour.example';

/** A month with a Skills Report: the one before the last. */
const MONTH = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() - 2)).toISOString().slice(0, 7);

/** One line for each page, and for what a page shows to others or without data. */
export const PICTURES: readonly Picture[] = [
  { name: 'start', account: undefined, path: '/' },
  { name: 'my-learn-profile', account: AMARA, path: '/profile', inDocumentation: true },
  { name: 'my-learn-profile-linked', account: 'mateo.quispe@baobab.example', path: '/profile' },
  { name: 'my-learn-profile-waiting', account: 'ravi.menon@harbour.example', path: '/profile?credits=counting' },
  { name: 'nothing-to-confirm', account: AMARA, path: '/profile/confirm' },
  { name: 'link-history', account: 'lucas.oliveira@baobab.example', path: '/profile/history' },
  { name: 'people', account: GRETA, path: '/people', inDocumentation: true },
  { name: 'people-not-linked', account: ELEANOR, path: '/people?state=NOT_LINKED' },
  { name: 'people-deleted', account: ELEANOR, path: '/people?state=DELETED' },
  { name: 'people-not-found', account: ELEANOR, path: '/people?q=xyz' },
  { name: 'person', account: ELEANOR, path: '/people/01989016-5708-7768-a761-d7cac68b50d8' },
  { name: 'invite', account: GRETA, path: '/people/invite' },
  { name: 'directory', account: GRETA, path: '/people/directory' },
  { name: 'activity', account: GRETA, path: '/people/activity' },
  { name: 'my-activity', account: 'lucas.oliveira@baobab.example', path: '/profile/activity' },
  { name: 'skills', account: GRETA, path: '/skills', inDocumentation: true },
  { name: 'designation', account: GRETA, path: '/skills/designation/infrastructure' },
  { name: 'designation-not-attained', account: AMARA, path: '/skills/designation/business-applications' },
  { name: 'what-if-empty', account: AMARA, path: '/skills/what-if' },
  { name: 'what-if-rejected', account: AMARA, path: '/skills/what-if?gain=AVD:new-1&gain=NOTHING:new-1' },
  { name: 'what-if', account: AMARA, path: '/skills/what-if?gain=AVD:new-1' },
  { name: 'specializations', account: GRETA, path: '/skills/specializations' },
  { name: 'breakdown', account: GRETA, path: '/skills/breakdown' },
  { name: 'skills-report', account: GRETA, path: '/skills/report', inDocumentation: true },
  { name: 'skills-report-without-names', account: PRIYA, path: '/skills/report' },
  { name: 'skills-report-not-found', account: AMARA, path: `/skills/report/${MONTH}?q=xyz` },
  { name: 'skills-report-of-no-month', account: AMARA, path: '/skills/report/2001-01' },
  { name: 'skills-report-changes', account: AMARA, path: `/skills/report/${MONTH}/changes` },
  { name: 'skills-report-as-known-now', account: AMARA, path: `/skills/report/${MONTH}/as-known-now` },
  { name: 'skills-report-print', account: AMARA, path: `/skills/report/${MONTH}/print?leaving=true` },
  { name: 'exports', account: GRETA, path: '/skills/exports' },
  { name: 'learn', account: GRETA, path: '/skills/learn' },
  { name: 'learn-empty', account: GRETA, path: '/skills/learn?from=2025-01-01&to=2025-02-01' },
  { name: 'webhooks', account: GRETA, path: '/integrations/webhooks' },
  { name: 'register-webhook', account: GRETA, path: '/integrations/webhooks/register' },
  { name: 'forbidden', account: 'mei-ling.chen@nordlicht.example', path: '/skills' },
  { name: 'not-found', account: AMARA, path: '/nothing/here' },
];
