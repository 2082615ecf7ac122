/** The mutations that take `input.idempotencyKey`. Written by `npm run schemas`. */
export const KEYED_MUTATIONS: ReadonlySet<string> = new Set([
  'confirmAssociation',
  'inviteUser',
  'recordAchievements',
  'recordPartnerMetric',
  'recordProfileMerge',
  'registerOrganization',
]);
