import type { SignInProblem } from '../../providers/domain/sign-in-problem.js';
import { type FlowProblem, type FlowStatus, flowProblem, WRONG_CODES_ALLOWED } from './flow.js';

/** The part of a flow that decides about a presented code. */
export type PresentedFlow = {
  userId: string;
  status: FlowStatus;
  problem: SignInProblem | null;
  expiresAt: Date;
  codeHash: string | null;
  wrongCodes: number;
};

export type CodeDecision =
  | { kind: 'accepted' }
  /** Confirmed before: the answer is repeated. */
  | { kind: 'confirmed' }
  | { kind: 'rejected'; problem: FlowProblem; consequence: 'nothing' | 'count' | 'end' };

/**
 * Accepts the right code from the owner only. The right code from another person means that a link was finished in
 * another browser: it ends the flow. All other attempts learn nothing and change nothing.
 */
export function decideCode(
  flow: PresentedFlow,
  presented: { userId: string; codeHash: string },
  now: Date,
): CodeDecision {
  const right = flow.codeHash !== null && flow.codeHash === presented.codeHash;
  const problem = flowProblem(flow, now);
  if (flow.userId !== presented.userId) {
    return { kind: 'rejected', problem: 'UNKNOWN', consequence: right && problem === undefined ? 'end' : 'nothing' };
  }
  if (flow.status === 'CONFIRMED') {
    return right ? { kind: 'confirmed' } : { kind: 'rejected', problem: 'UNKNOWN', consequence: 'nothing' };
  }
  if (problem !== undefined) return { kind: 'rejected', problem, consequence: 'nothing' };
  if (right) return { kind: 'accepted' };
  return flow.wrongCodes + 1 >= WRONG_CODES_ALLOWED
    ? { kind: 'rejected', problem: 'DEAD', consequence: 'end' }
    : { kind: 'rejected', problem: 'UNKNOWN', consequence: 'count' };
}
