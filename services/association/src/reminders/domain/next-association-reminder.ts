import { daysLater } from '../../linking/domain/instants.js';

/** A reminder that comes later than this says nothing new. */
const WORTH_DAYS = 14;

/** A user whose next association date has come. */
export type WaitingUser = {
  /** The end of the limit: of the cool-off or of the year, whichever was later (R30). */
  readonly openedAt: Date;
  readonly isActive: boolean;
  readonly isLinked: boolean;
  /** The last link ended because its profile was linked at another organization, and the user has not tried to link here since. */
  readonly hasMovedAway: boolean;
};

/** The instant after which the reminder is not worth sending. */
export function reminderEndsAt(openedAt: Date): Date {
  return daysLater(openedAt, WORTH_DAYS);
}

/**
 * Whether a user is reminded that the next association is possible (R38): an active user without a link, for two weeks. A
 * user who has moved away waits for nothing here.
 */
export function isReminded({ openedAt, isActive, isLinked, hasMovedAway }: WaitingUser, now: Date): boolean {
  return isActive && !isLinked && !hasMovedAway && openedAt <= now && now < reminderEndsAt(openedAt);
}
