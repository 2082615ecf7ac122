import type { AttemptOutcome, DeliveryCause, StoredDeliveryState } from './delivery.js';
import { nextAttempt } from './retry-schedule.js';

/** A delivery before an attempt. */
export type TriedDelivery = {
  readonly cause: DeliveryCause;
  /** Failures since it was last asked for. */
  readonly failures: number;
  readonly firstTriedAt: Date | null;
};

/** A delivery after an attempt; `dueAt` is null when it waits no longer. */
export type DeliveryProgress = {
  readonly state: StoredDeliveryState;
  readonly dueAt: Date | null;
  readonly failures: number;
};

/** Delivered, to be tried again, or given up. A test is sent once. `chance` (0 to 1) varies the pause. */
export function progressAfter(delivery: TriedDelivery, outcome: AttemptOutcome, chance: number): DeliveryProgress {
  const { cause, firstTriedAt } = delivery;
  const { at, problem, retryAfterSeconds } = outcome;
  if (problem === null) return { state: 'DELIVERED', dueAt: null, failures: delivery.failures };
  const failures = delivery.failures + 1;
  const dueAt =
    cause === 'TEST'
      ? null
      : nextAttempt({ failures, firstTriedAt: firstTriedAt ?? at, at, retryAfterSeconds, chance });
  return { state: dueAt === null ? 'GIVEN_UP' : 'WAITING', dueAt, failures };
}
