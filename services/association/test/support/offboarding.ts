import type { Offboarding } from '../../src/members/domain/offboarding.js';

/** A deactivation or deletion that the organization's policy counts, and when it was taken back. */
export type LeaverSignal = { at: Date; takenBackAt: Date | null };

/**
 * R21 and decision (h), written a second time from the rules: the first signal that is not taken back before its own
 * refresh counts. The rule belongs to identity, which publishes the result; the examples expect it here.
 */
export function offboarding(signals: readonly LeaverSignal[]): Offboarding | undefined {
  const inOrder = signals.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return inOrder
    .map(({ at, takenBackAt }) => ({ leftAt: at, dropsAt: refreshAfter(at), takenBackAt }))
    .find(({ dropsAt, takenBackAt }) => takenBackAt === null || takenBackAt >= dropsAt);
}

/** 00:00 UTC on the 10th of the month after the signal. */
function refreshAfter(signal: Date): Date {
  return new Date(Date.UTC(signal.getUTCFullYear(), signal.getUTCMonth() + 1, 10));
}
