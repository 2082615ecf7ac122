import type { AttemptOutcome } from './delivery.js';
import { pauseAfter } from './retry-schedule.js';
import type { DisabledReason } from './webhook.js';

/** Failures in a row after which one delivery probes the receiver and the others wait behind it. */
const FAILURES_BEFORE_PROBING = 5;

/** A webhook is disabled when nothing was accepted for this long, although this many attempts were made. */
const DISABLED_AFTER_MILLISECONDS = 5 * 24 * 3_600_000;
const DISABLED_AFTER_FAILURES = 10;

/** Answers by which a receiver asks for fewer requests. */
const OVERLOADED = [429, 503];

/** How the receiver of a webhook answers. */
export type WebhookHealth = {
  readonly failuresInRow: number;
  /** The first of these failures. */
  readonly failingSince: Date | null;
  /** Nothing is sent before this instant. */
  readonly notBefore: Date | null;
};

/** The health of a webhook that is new, resumed or has just accepted an event. */
export const HEALTHY: WebhookHealth = { failuresInRow: 0, failingSince: null, notBefore: null };

/** Whether one delivery at a time probes the receiver. */
export function isProbing({ failuresInRow }: Pick<WebhookHealth, 'failuresInRow'>): boolean {
  return failuresInRow >= FAILURES_BEFORE_PROBING;
}

/** The health after an attempt, and the reason to disable the webhook; `chance` (0 to 1) varies the pause. */
export function healthAfter(
  before: WebhookHealth,
  outcome: AttemptOutcome,
  chance: number,
): { readonly health: WebhookHealth; readonly disabled: DisabledReason | null } {
  if (outcome.problem === null) return { health: HEALTHY, disabled: null };
  const failuresInRow = before.failuresInRow + 1;
  const failingSince = before.failingSince ?? outcome.at;
  const health = { failuresInRow, failingSince, notBefore: pauseOf(failuresInRow, outcome, chance) };
  return { health, disabled: reasonToDisable(health, failingSince, outcome) };
}

function pauseOf(failuresInRow: number, { at, status, retryAfterSeconds }: AttemptOutcome, chance: number) {
  const asked = OVERLOADED.includes(status ?? 0) ? (retryAfterSeconds ?? 0) * 1_000 : 0;
  const beyond = failuresInRow - FAILURES_BEFORE_PROBING;
  const pause = Math.max(asked, beyond < 0 ? 0 : pauseAfter(beyond + 1, chance));
  return pause === 0 ? null : new Date(at.getTime() + pause);
}

function reasonToDisable(
  { failuresInRow }: WebhookHealth,
  failingSince: Date,
  { at, status, problem }: AttemptOutcome,
): DisabledReason | null {
  if (status === 410) return 'ANSWERED_GONE';
  if (problem === 'ADDRESS_NOT_ALLOWED' && failuresInRow >= FAILURES_BEFORE_PROBING) return 'ADDRESS_NOT_ALLOWED';
  const failing = at.getTime() - failingSince.getTime();
  return failing >= DISABLED_AFTER_MILLISECONDS && failuresInRow >= DISABLED_AFTER_FAILURES
    ? 'FAILING_FOR_FIVE_DAYS'
    : null;
}
