import type { LeaverPolicy } from '../../organizations/domain/organization.js';

/** The signals that a user leaves. Deletion deactivates too. */
export type LeaverFacts = { readonly deactivatedAt: Date | null; readonly deletedAt: Date | null };

const RESTORABLE_FOR_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * The signal that decides when a user leaves, as of `at`: the earliest that counts under the policy. An earlier signal
 * whose refresh has passed stays. A signal that begins to count after its refresh, because the policy changed, counts
 * from `at`. Null for users who do not leave.
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
  if (!comesBack && leavesByEarlierSignal(before)) return before.leavingSince;
  return decidingSignal(after, policy, when);
}

/**
 * Whether a signal before the last invitation decides: a leaver who was invited again and never signed in keeps leaving
 * by the earlier signal.
 */
export function leavesByEarlierSignal({
  leavingSince,
  deactivatedAt,
  invitedAgain,
}: LeaverFacts & { readonly leavingSince: Date | null; readonly invitedAgain: boolean }): boolean {
  return leavingSince !== null && (deactivatedAt === null ? invitedAgain : leavingSince < deactivatedAt);
}

/**
 * The signal that stays when a deleted user is invited again: the user's own, if the user was known and its refresh has
 * not passed.
 */
export function signalAfterReinvitation(
  { leavingSince, known }: { readonly leavingSince: Date | null; readonly known: boolean },
  { at, reportDay }: { readonly at: Date; readonly reportDay: number },
): Date | null {
  return known && leavingSince !== null && at < refreshAfter(leavingSince, reportDay) ? leavingSince : null;
}

/**
 * The deciding signal, and the signals of earlier offboardings that took effect before the user came back, oldest
 * first.
 */
export type Offboarding = { readonly leavingSince: Date | null; readonly pastOffboardings: readonly Date[] };

/** Replaces the deciding signal. An offboarding that has taken effect moves to the past ones. */
export function offboardingFrom(
  before: Offboarding,
  leavingSince: Date | null,
  { at, reportDay }: { readonly at: Date; readonly reportDay: number },
): Offboarding {
  const { leavingSince: signal, pastOffboardings } = before;
  const tookEffect = signal !== null && refreshAfter(signal, reportDay) <= at;
  if (!tookEffect || leavingSince?.getTime() === signal.getTime()) return { leavingSince, pastOffboardings };
  return { leavingSince, pastOffboardings: [...pastOffboardings, signal] };
}

/** Whether an invitation was withdrawn: deleted without a signal, so that no policy starts an offboarding. */
export function wasWithdrawn({
  deletedAt,
  leavingSince,
}: Pick<LeaverFacts, 'deletedAt'> & Pick<Offboarding, 'leavingSince'>) {
  return deletedAt !== null && leavingSince === null;
}

/**
 * R21: the drop date of a leaver, 00:00 UTC on the report day (the 10th) of the month after the deciding signal. Null
 * for users who do not leave.
 */
export function leavesReportAt(leavingSince: Date | null, reportDay: number): Date | null {
  return leavingSince === null ? null : refreshAfter(leavingSince, reportDay);
}

/** R23: the instant until which a deleted user can be restored, 30 days of 24 hours after the deletion. */
export function restorableUntil(deletedAt: Date | null): Date | null {
  return deletedAt === null ? null : new Date(deletedAt.getTime() + RESTORABLE_FOR_MS);
}

/** R23: whether a deletion can still be undone; true for a user who is not deleted. */
export function isRestorable(deletedAt: Date | null, at: Date): boolean {
  const until = restorableUntil(deletedAt);
  return until === null || at < until;
}

/** R21: the refresh at which a signal takes effect. */
export function refreshAfter(signal: Date, reportDay: number): Date {
  return new Date(Date.UTC(signal.getUTCFullYear(), signal.getUTCMonth() + 1, reportDay));
}

/** The first instant whose signals have not taken effect as of `at`. */
export function firstSignalAhead(at: Date, reportDay: number): Date {
  const isReported = at >= new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), reportDay));
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - (isReported ? 0 : 1), 1));
}

function earliestThatCounts({ deactivatedAt, deletedAt }: LeaverFacts, policy: LeaverPolicy): Date | null {
  if (policy === 'ON_DELETE' || deactivatedAt === null) return deletedAt;
  return deletedAt !== null && deletedAt < deactivatedAt ? deletedAt : deactivatedAt;
}
