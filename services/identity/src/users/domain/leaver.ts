import type { LeaverPolicy } from '../../organizations/domain/organization.js';

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

/** The signal that decides after a change of the account. */
export function signalAfter(
  before: LeaverFacts & { readonly leavingSince: Date | null; readonly invitedAgain: boolean },
  after: LeaverFacts & { readonly leavingSince: Date | null },
  policy: LeaverPolicy,
  when: { readonly at: Date; readonly reportDay: number },
): Date | null {
  const comesBack = after.deactivatedAt === null || (before.deletedAt !== null && after.deletedAt === null);
  if (!comesBack && leavesByAnEarlierSignal(before)) return before.leavingSince;
  return decidingSignal(after, policy, when);
}

/**
 * Whoever was invited again while they were leaving, and never came, has been leaving ever since: by the signal before the
 * invitation, whatever became of it, and whatever counts by now.
 */
export function leavesByAnEarlierSignal({
  leavingSince,
  deactivatedAt,
  invitedAgain,
}: LeaverFacts & { readonly leavingSince: Date | null; readonly invitedAgain: boolean }): boolean {
  return leavingSince !== null && (deactivatedAt === null ? invitedAgain : leavingSince < deactivatedAt);
}

/** The signal that stands when somebody deleted is invited again: their own, if they were known and it is not over. */
export function signalOfInvitedAgain(
  { leavingSince, known }: { readonly leavingSince: Date | null; readonly known: boolean },
  { at, reportDay }: { readonly at: Date; readonly reportDay: number },
): Date | null {
  return known && leavingSince !== null && at < refreshAfter(leavingSince, reportDay) ? leavingSince : null;
}

/** When somebody leaves, and the signals behind the earlier offboardings that took effect before they came back, oldest first. */
export type Leaving = { readonly leavingSince: Date | null; readonly pastOffboardings: readonly Date[] };

/** Another signal decides from now on, or none. What had taken effect by now is kept: nothing takes it back. */
export function leavingFrom(
  before: Leaving,
  leavingSince: Date | null,
  { at, reportDay }: { readonly at: Date; readonly reportDay: number },
): Leaving {
  const { leavingSince: signal, pastOffboardings } = before;
  const tookEffect = signal !== null && refreshAfter(signal, reportDay) <= at;
  if (!tookEffect || leavingSince?.getTime() === signal.getTime()) return { leavingSince, pastOffboardings };
  return { leavingSince, pastOffboardings: [...pastOffboardings, signal] };
}

/** Whether this is an invitation that was taken back: deleted without a signal, so that no policy makes one of it. */
export function wasWithdrawn({
  deletedAt,
  leavingSince,
}: Pick<LeaverFacts, 'deletedAt'> & Pick<Leaving, 'leavingSince'>) {
  return deletedAt !== null && leavingSince === null;
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

/** R21: the refresh at which a signal takes effect. */
export function refreshAfter(signal: Date, reportDay: number): Date {
  return new Date(Date.UTC(signal.getUTCFullYear(), signal.getUTCMonth() + 1, reportDay));
}

function earliestThatCounts({ deactivatedAt, deletedAt }: LeaverFacts, policy: LeaverPolicy): Date | null {
  if (policy === 'ON_DELETE' || deactivatedAt === null) return deletedAt;
  return deletedAt !== null && deletedAt < deactivatedAt ? deletedAt : deactivatedAt;
}
