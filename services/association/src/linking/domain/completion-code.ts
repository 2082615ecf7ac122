import type { SignInProblem } from '../../providers/domain/sign-in-problem.js';
import { type FlowProblem, type FlowStatus, flowProblem, WRONG_CODES_ALLOWED } from './flow.js';

/** What a flow says about itself when somebody comes with a code. */
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
  /** Confirmed before: the same answer again. */
  | { kind: 'confirmed' }
  | { kind: 'refused'; problem: FlowProblem; consequence: 'nothing' | 'count' | 'kill' };

/**
 * Only the owner with the right code goes on. Another person with the right code is what a link finished in somebody
 * else's browser looks like: it kills the flow. Whoever else comes learns nothing and changes nothing.
 */
export function decideCode(
  flow: PresentedFlow,
  presented: { userId: string; codeHash: string },
  now: Date,
): CodeDecision {
  const right = flow.codeHash !== null && flow.codeHash === presented.codeHash;
  const problem = flowProblem(flow, now);
  if (flow.userId !== presented.userId) {
    return { kind: 'refused', problem: 'UNKNOWN', consequence: right && problem === undefined ? 'kill' : 'nothing' };
  }
  if (flow.status === 'CONFIRMED') {
    return right ? { kind: 'confirmed' } : { kind: 'refused', problem: 'UNKNOWN', consequence: 'nothing' };
  }
  if (problem !== undefined) return { kind: 'refused', problem, consequence: 'nothing' };
  if (right) return { kind: 'accepted' };
  return flow.wrongCodes + 1 >= WRONG_CODES_ALLOWED
    ? { kind: 'refused', problem: 'DEAD', consequence: 'kill' }
    : { kind: 'refused', problem: 'UNKNOWN', consequence: 'count' };
}
