import { minutesLater } from './instants.js';

/** Flow, proof and completion code live this long. */
export const FLOW_MINUTES = 10;
export const WRONG_CODES_ALLOWED = 5;

/** Why a flow cannot be confirmed; the values of the API. */
export const FLOW_PROBLEMS = [
  'UNKNOWN',
  'EXPIRED',
  'NOT_PROVEN',
  'DEAD',
  'CANCELLED',
  'SIGN_IN_FAILED',
  'NO_LEARNING_ACCOUNT',
  'PROFILE_INCOMPLETE',
  'MCID_NOT_GENERATED',
] as const;

export type FlowProblem = (typeof FLOW_PROBLEMS)[number];

/** What the callback can find wrong with a sign-in. */
export type SignInProblem = Extract<
  FlowProblem,
  'CANCELLED' | 'SIGN_IN_FAILED' | 'NO_LEARNING_ACCOUNT' | 'PROFILE_INCOMPLETE' | 'MCID_NOT_GENERATED'
>;

/**
 * BEGUN: nobody opened the address yet. OPENED: one browser holds the cookie. EXCHANGING: the provider's code is being
 * redeemed, once. PROVEN: the profile is proved, nothing is committed. CONFIRMED, FAILED and DEAD are final.
 */
export type FlowStatus = 'BEGUN' | 'OPENED' | 'EXCHANGING' | 'PROVEN' | 'CONFIRMED' | 'FAILED' | 'DEAD';

export function flowExpiry(begunAt: Date): Date {
  return minutesLater(begunAt, FLOW_MINUTES);
}

/** What stands in the way of pending and confirm; undefined for a live, proven flow. */
export function flowProblem(
  flow: { status: FlowStatus; problem: SignInProblem | null; expiresAt: Date },
  now: Date,
): FlowProblem | undefined {
  if (flow.status === 'FAILED') return flow.problem ?? 'SIGN_IN_FAILED';
  if (flow.status === 'DEAD') return 'DEAD';
  if (now >= flow.expiresAt) return 'EXPIRED';
  return flow.status === 'PROVEN' ? undefined : 'NOT_PROVEN';
}

const TEXTS: Record<FlowProblem, string> = {
  UNKNOWN: 'There is no such flow for you, or the completion code is not its code. Check both, or start again.',
  EXPIRED: 'The flow has expired. Start again.',
  NOT_PROVEN: 'The sign-in at the learning provider has not been finished. Open the sign-in address and finish it.',
  DEAD: 'The flow is over and cannot be used any more. Start again.',
  CANCELLED: 'The sign-in at the learning provider was cancelled. Nothing was used up; start again to associate.',
  SIGN_IN_FAILED: 'The sign-in at the learning provider failed. Nothing was used up; try again.',
  NO_LEARNING_ACCOUNT:
    'The learning provider knows no account. Create one in the certification dashboard, then try again; see its help on finding an MCID.',
  PROFILE_INCOMPLETE:
    'The certification profile is not complete. Complete it in the certification dashboard, then try again; see its help on finding an MCID.',
  MCID_NOT_GENERATED:
    'The certification profile has no id yet. Generate the MCID in the certification dashboard, then try again; see its help on finding an MCID.',
};

/** The sentence for people; R6 asks that each profile failure names the remedy. */
export function flowProblemText(problem: FlowProblem): string {
  return TEXTS[problem];
}
