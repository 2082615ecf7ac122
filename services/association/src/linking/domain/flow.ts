import { SIGN_IN_PROBLEMS, type SignInProblem } from '../../providers/domain/sign-in-problem.js';
import { minutesLater } from './instants.js';

/** Lifetime of a flow, its proof and its completion code. */
const FLOW_MINUTES = 10;
export const WRONG_CODES_ALLOWED = 5;

/** Why a flow cannot be confirmed; the values of the API. */
export const FLOW_PROBLEMS = ['UNKNOWN', 'EXPIRED', 'NOT_PROVEN', 'DEAD', ...SIGN_IN_PROBLEMS] as const;

export type FlowProblem = (typeof FLOW_PROBLEMS)[number];

/**
 * BEGUN: the address is not opened. OPENED: one browser holds the cookie. EXCHANGING: the provider's code is being
 * redeemed, once. PROVEN: the profile is proved, nothing is committed. CONFIRMED, FAILED and DEAD are final.
 */
export type FlowStatus = 'BEGUN' | 'OPENED' | 'EXCHANGING' | 'PROVEN' | 'CONFIRMED' | 'FAILED' | 'DEAD';

export function flowExpiry(begunAt: Date): Date {
  return minutesLater(begunAt, FLOW_MINUTES);
}

/** Why a flow cannot be shown or confirmed; undefined for a live, proven flow. */
export function flowProblem(
  flow: { status: FlowStatus; problem: SignInProblem | null; expiresAt: Date },
  now: Date,
): FlowProblem | undefined {
  if (flow.status === 'FAILED') return flow.problem ?? 'SIGN_IN_FAILED';
  if (flow.status === 'DEAD') return 'DEAD';
  if (now >= flow.expiresAt) return 'EXPIRED';
  return flow.status === 'PROVEN' ? undefined : 'NOT_PROVEN';
}
