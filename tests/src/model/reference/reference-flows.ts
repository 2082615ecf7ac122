import type { Answer, Presentation, Source } from '../system/linking-system.js';

export const MINUTE = 60_000;

/** The rejection of a flow that cannot be confirmed. */
export const flowError = (problem: string): Answer => ({ is: 'AssociationFlowError', problem });

export type Flow = {
  account: number;
  source: Source;
  begunAt: number;
  state: 'begun' | 'proven' | 'confirmed' | 'failed' | 'dead';
  profile: number | undefined;
  problem: string | undefined;
  wrongCodes: number;
  answer: Answer | undefined;
};

/** Why a completion code of this flow is invalid; undefined if it is valid. */
function problemOf(flow: Flow, now: number): string | undefined {
  if (flow.state === 'failed') return flow.problem;
  if (flow.state === 'dead') return 'DEAD';
  if (isExpired(flow, now)) return 'EXPIRED';
  return flow.state === 'proven' ? undefined : 'NOT_PROVEN';
}

/** Why a presented code is invalid; undefined if it is valid. An invalid code may end the flow. */
export function takeCode(flow: Flow, { by, rightCode }: Omit<Presentation, 'flow'>, now: number): string | undefined {
  const right = rightCode && flow.profile !== undefined;
  const problem = problemOf(flow, now);
  if (by !== flow.account) {
    if (right && problem === undefined) flow.state = 'dead';
    return 'UNKNOWN';
  }
  if (flow.state === 'confirmed') return right ? undefined : 'UNKNOWN';
  if (problem !== undefined) return problem;
  if (right) return undefined;
  flow.wrongCodes += 1;
  if (flow.wrongCodes < 5) return 'UNKNOWN';
  flow.state = 'dead';
  return 'DEAD';
}

export function isExpired(flow: Flow, now: number): boolean {
  return now >= flow.begunAt + 10 * MINUTE;
}
