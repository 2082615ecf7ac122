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

/** One line for each page. */
export const PICTURES: readonly Picture[] = [
  { name: 'start', account: undefined, path: '/' },
  { name: 'my-learn-profile', account: AMARA, path: '/profile', inDocumentation: true },
  { name: 'link-history', account: 'lucas.oliveira@baobab.example', path: '/profile/history' },
  { name: 'people', account: GRETA, path: '/people', inDocumentation: true },
  { name: 'invite', account: GRETA, path: '/people/invite' },
  { name: 'directory', account: GRETA, path: '/people/directory' },
  { name: 'skills', account: GRETA, path: '/skills', inDocumentation: true },
  { name: 'designation', account: GRETA, path: '/skills/designation/infrastructure' },
  { name: 'what-if', account: AMARA, path: '/skills/what-if?gain=AVD:new-1' },
  { name: 'specializations', account: GRETA, path: '/skills/specializations' },
  { name: 'breakdown', account: GRETA, path: '/skills/breakdown' },
  { name: 'skills-report', account: GRETA, path: '/skills/report', inDocumentation: true },
  { name: 'exports', account: GRETA, path: '/skills/exports' },
  { name: 'learn', account: GRETA, path: '/skills/learn' },
  { name: 'webhooks', account: GRETA, path: '/integrations/webhooks' },
  { name: 'register-webhook', account: GRETA, path: '/integrations/webhooks/register' },
  { name: 'not-found', account: AMARA, path: '/nothing/here' },
];
