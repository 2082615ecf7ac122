/** ACTIVE webhooks get events at once. PAUSED by an administrator or DISABLED by the system: their events are held. */
export const WEBHOOK_STATES = ['ACTIVE', 'PAUSED', 'DISABLED'] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];

/** Why the system disabled a webhook. */
export const DISABLED_REASONS = ['FAILING_FOR_FIVE_DAYS', 'ANSWERED_GONE', 'ADDRESS_NOT_ALLOWED'] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

/** Webhooks of one organization. A constraint of the table holds the same limit. */
export const MOST_WEBHOOKS = 10;

/** Test events that a webhook may be sent in one minute. */
export const MOST_TESTS_A_MINUTE = 10;

/** How long the secret before signs along after a rotation, in hours. */
export const LONGEST_ROTATION_HOURS = 168;
