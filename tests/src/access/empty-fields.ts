/*
 * What may be missing in the demonstration: its cells with ✓ are decided, and not always seen. The other cells are asked
 * in any case.
 */

/** Types without an object, or with one only after a while (deliveries). What RulesetMetricTrack has is too large for the list of all rule sets. */
export const EMPTY_TYPES: readonly string[] = [
  ...['DirectoryGroup', 'DirectoryGroupEdge', 'DirectoryMismatch', 'PathObstacle', 'Recalculation', 'UserManager'],
  ...['RulesetCredential', 'RulesetFigure', 'RulesetStep'],
  ...['SkillsReportDifference', 'SkillsReportDifferenceEdge'],
  ...['WebhookAttempt', 'WebhookDelivery', 'WebhookDeliveryEdge'],
];

/** Restricted fields that are null for every caller. */
export const EMPTY_FIELDS: readonly string[] = [
  ...['Organization.recalculation', 'User.city', 'User.deactivatedAt', 'User.deletedAt', 'User.directoryMismatch'],
  ...['User.invitationMail', 'User.invitationSentAt', 'User.leavesReportAt', 'User.manager', 'User.restorableUntil'],
  'User.title',
];
