const LONGEST_AGO = 12 * 60 * 60 * 1000;
/** Tolerance for the clocks of providers; a sign-in further ahead is invalid. */
const LONGEST_AHEAD = 60 * 1000;

/**
 * Whether the sign-in with the work account is of the last twelve hours, as linking requires. An unknown time is not.
 */
export function signedInRecently(signedInAt: Date | null, now: Date): boolean {
  if (signedInAt === null) return false;
  const ago = now.getTime() - signedInAt.getTime();
  return ago <= LONGEST_AGO && ago >= -LONGEST_AHEAD;
}
