/** Why a sign-in at a learning source proves no profile. */
export const SIGN_IN_PROBLEMS = [
  'CANCELLED',
  'ACCOUNT_NOT_CHOSEN',
  'SIGN_IN_FAILED',
  'NO_LEARNING_ACCOUNT',
  'PROFILE_INCOMPLETE',
  'MCID_NOT_GENERATED',
] as const;

export type SignInProblem = (typeof SIGN_IN_PROBLEMS)[number];
