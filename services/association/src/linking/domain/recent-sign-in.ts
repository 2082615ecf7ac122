const LONGEST_AGO = 12 * 60 * 60 * 1000;
/** Clocks of providers differ a little; a sign-in that is further ahead is no statement about the past. */
const LONGEST_AHEAD = 60 * 1000;

/** Linking needs a sign-in with the work account of the last twelve hours; an unknown one is none. */
export function signedInRecently(signedInAt: Date | null, now: Date): boolean {
  if (signedInAt === null) return false;
  const ago = now.getTime() - signedInAt.getTime();
  return ago <= LONGEST_AGO && ago >= -LONGEST_AHEAD;
}
