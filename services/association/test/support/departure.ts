import type { Departure } from '../../src/leavers/domain/reconcile-offboardings.js';

/** One deactivation or deletion that the organisation's policy counts, and when it was taken back. */
export type LeaverSignal = { at: Date; takenBackAt: Date | null };

/**
 * R21 and decision (h), written down a second time from the rules: the first signal that was not taken back before its
 * own refresh decides. The service is told by identity, whose rule this is; here it says what the examples expect.
 */
export function departure(signals: readonly LeaverSignal[]): Departure | undefined {
  const inOrder = signals.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return inOrder
    .map(({ at, takenBackAt }) => ({ leftAt: at, dropsAt: refreshAfter(at), takenBackAt }))
    .find(({ dropsAt, takenBackAt }) => takenBackAt === null || takenBackAt >= dropsAt);
}

/** 00:00 UTC on the 10th of the month after the signal. */
function refreshAfter(signal: Date): Date {
  return new Date(Date.UTC(signal.getUTCFullYear(), signal.getUTCMonth() + 1, 10));
}
