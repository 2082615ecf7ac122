import type { LeavingState, Offboarding } from '../../members/domain/offboarding.js';

/** What a user event says about leaving. */
export type AnnouncedLeaving = {
  readonly offboarding: Offboarding | null;
  /** Offboardings that took effect before the last return, oldest first; undefined where the event does not list them. */
  readonly past: readonly Offboarding[] | undefined;
  readonly announcedAt: Date;
};

export type OffboardingChanges = {
  /** Processed, although it was taken back before its refresh: the links that it ended continue. */
  takenBack: Offboarding | null;
  /** Took effect and is not processed yet: links end at its refresh. Oldest first. */
  tookEffect: readonly Offboarding[];
  /** The last refresh whose offboarding is processed afterwards. */
  offboardedUntil: Date | null;
};

/**
 * Compares a user event with the stored state (R23, decision (h)). Identity decides which offboardings took effect, also
 * when leave and return were both missed here. The time of delivery decides nothing, and each is processed once.
 */
export function reconcileOffboardings(stored: LeavingState, announced: AnnouncedLeaving): OffboardingChanges {
  const before = stored.offboarding;
  const replaced = before !== null && !isSame(before, announced.offboarding) ? before : null;
  const past = announced.past ?? (replaced !== null && announced.announcedAt >= replaced.dropsAt ? [replaced] : []);
  const wasInEffect = replaced !== null && past.some((one) => isSame(one, replaced));
  const takenBack = replaced !== null && stored.offboarded && !wasInEffect ? replaced : null;
  // Offboardings before the one taken back were processed before it.
  const until = takenBack === null ? stored.offboardedUntil : new Date(takenBack.dropsAt.getTime() - 1);
  const tookEffect = past.filter(({ dropsAt }) => until === null || dropsAt > until);
  return { takenBack, tookEffect, offboardedUntil: tookEffect.at(-1)?.dropsAt ?? until };
}

function isSame(one: Offboarding, other: Offboarding | null): boolean {
  return one.dropsAt.getTime() === other?.dropsAt.getTime();
}
