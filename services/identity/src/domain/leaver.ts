import type { LeaverPolicy } from './organization.js';

/** The signals that somebody leaves. Deletion deactivates too. */
export type LeaverFacts = { readonly deactivatedAt: Date | null; readonly deletedAt: Date | null };

const RESTORABLE_FOR_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * The signal that decides when somebody leaves, as of `at`: the earlier one of those that count under the policy,
 * unless an earlier one has had its refresh already, which nothing takes back. A signal that begins to count when its
 * refresh has passed, because the policy changed, counts from then on. Null for who stays.
 */
export function decidingSignal(
  facts: LeaverFacts & { readonly leavingSince: Date | null },
  policy: LeaverPolicy,
  { at, reportDay }: { readonly at: Date; readonly reportDay: number },
): Date | null {
  if (facts.deactivatedAt === null && facts.deletedAt === null) return null;
  const passed = (signal: Date) => refreshAfter(signal, reportDay) <= at;
  if (facts.leavingSince !== null && passed(facts.leavingSince)) return facts.leavingSince;
  const signal = earliestThatCounts(facts, policy);
  return signal !== null && passed(signal) ? at : signal;
}

/**
 * R21: a leaver drops out of report and score at 00:00 UTC on the report day (the 10th) of the month after the
 * signal that decides. Null for who stays.
 */
export function leavesReportAt(leavingSince: Date | null, reportDay: number): Date | null {
  return leavingSince === null ? null : refreshAfter(leavingSince, reportDay);
}

/** R23: a deleted user may be restored before this instant, 30 days of 24 hours after the deletion. */
export function restorableUntil(deletedAt: Date | null): Date | null {
  return deletedAt === null ? null : new Date(deletedAt.getTime() + RESTORABLE_FOR_MS);
}

/** R23: whether a deletion may still be taken back. Whoever is not deleted needs no restoring. */
export function isRestorable(deletedAt: Date | null, at: Date): boolean {
  const until = restorableUntil(deletedAt);
  return until === null || at < until;
}

function refreshAfter(signal: Date, reportDay: number): Date {
  return new Date(Date.UTC(signal.getUTCFullYear(), signal.getUTCMonth() + 1, reportDay));
}

function earliestThatCounts({ deactivatedAt, deletedAt }: LeaverFacts, policy: LeaverPolicy): Date | null {
  if (policy === 'ON_DELETE' || deactivatedAt === null) return deletedAt;
  return deletedAt !== null && deletedAt < deactivatedAt ? deletedAt : deactivatedAt;
}
