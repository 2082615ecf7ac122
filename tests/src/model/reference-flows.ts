import type { Answer, Source } from './linking-system.js';

export const MINUTE = 60_000;

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

/** Why a code of this flow is worth nothing; undefined where it can be. */
export function problemOf(flow: Flow, now: number): string | undefined {
  if (flow.state === 'failed') return flow.problem;
  if (flow.state === 'dead') return 'DEAD';
  if (isExpired(flow, now)) return 'EXPIRED';
  return flow.state === 'proven' ? undefined : 'NOT_PROVEN';
}

export function isExpired(flow: Flow, now: number): boolean {
  return now >= flow.begunAt + 10 * MINUTE;
}
