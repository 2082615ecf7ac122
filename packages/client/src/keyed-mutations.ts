/** The mutations that take `input.idempotencyKey`. Written by `npm run schemas`. */
export const KEYED_MUTATIONS: ReadonlySet<string> = new Set([
  'confirmAssociation',
  'createExportFeed',
  'inviteUser',
  'recordAchievements',
  'recordPartnerMetric',
  'recordProfileMerge',
  'redeliverEvent',
  'registerOrganization',
  'registerWebhook',
  'replayWebhook',
  'requestExport',
  'rotateWebhookSecret',
]);
