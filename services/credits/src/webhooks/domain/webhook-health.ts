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

/**
 * The health after an attempt, and the reason to disable the webhook; `chance` (0 to 1) varies the pause. `wasProbing`
 * says whether the webhook was probing when the attempt was claimed: of the requests that were under way when a receiver
 * failed, none lengthens the pause.
 */
export function healthAfter(
  before: WebhookHealth,
  outcome: AttemptOutcome,
  { wasProbing, chance }: { readonly wasProbing: boolean; readonly chance: number },
): { readonly health: WebhookHealth; readonly disabled: DisabledReason | null } {
  if (outcome.problem === null) return { health: HEALTHY, disabled: null };
  const wasUnderWay = isProbing(before) && !wasProbing;
  const failuresInRow = before.failuresInRow + (wasUnderWay ? 0 : 1);
  const failingSince = before.failingSince ?? outcome.at;
  const pause = Math.max(pauseAsked(outcome), wasUnderWay ? 0 : pauseBeforeProbe(failuresInRow, chance));
  const health = { failuresInRow, failingSince, notBefore: endOfPause(before, outcome.at, pause) };
  return { health, disabled: reasonToDisable(health, failingSince, outcome) };
}

function pauseAsked({ status, retryAfterSeconds }: AttemptOutcome): number {
  return OVERLOADED.includes(status ?? 0) ? (retryAfterSeconds ?? 0) * 1_000 : 0;
}

function pauseBeforeProbe(failuresInRow: number, chance: number): number {
  const beyond = failuresInRow - FAILURES_BEFORE_PROBING;
  return beyond < 0 ? 0 : pauseAfter(beyond + 1, chance);
}

/** A pause that has begun is never shortened by a failure. */
function endOfPause({ notBefore }: WebhookHealth, at: Date, pause: number): Date | null {
  const end = Math.max(at.getTime() + pause, notBefore?.getTime() ?? 0);
  return end > at.getTime() ? new Date(end) : null;
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
