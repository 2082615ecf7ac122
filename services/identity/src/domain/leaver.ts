import type { LeaverPolicy } from './organization.js';

/** The signals that somebody leaves. Deletion deactivates too. */
export type LeaverFacts = { readonly deactivatedAt: Date | null; readonly deletedAt: Date | null };

const RESTORABLE_FOR_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * R21: a leaver drops out of report and score at 00:00 UTC on the report day (the 10th) of the month after
 * the signal that decides. Of two signals that count it is the earlier one. Null for who stays.
 */
export function leavesReportAt(facts: LeaverFacts, policy: LeaverPolicy, reportDay: number): Date | null {
  const signal = decidingSignal(facts, policy);
  if (signal === null) return null;
  return new Date(Date.UTC(signal.getUTCFullYear(), signal.getUTCMonth() + 1, reportDay));
}

/** R23: a deleted user may be restored before this instant, 30 days of 24 hours after the deletion. */
export function restorableUntil(deletedAt: Date | null): Date | null {
  return deletedAt === null ? null : new Date(deletedAt.getTime() + RESTORABLE_FOR_MS);
}

function decidingSignal({ deactivatedAt, deletedAt }: LeaverFacts, policy: LeaverPolicy): Date | null {
  if (policy === 'ON_DELETE' || deactivatedAt === null) return deletedAt;
  return deletedAt !== null && deletedAt < deactivatedAt ? deletedAt : deactivatedAt;
}
