const LONGEST_AGO = 12 * 60 * 60 * 1000;

/** Linking needs a sign-in with the work account of the last twelve hours; an unknown one is none. */
export function signedInRecently(signedInAt: Date | null, now: Date): boolean {
  return signedInAt !== null && now.getTime() - signedInAt.getTime() <= LONGEST_AGO;
}
