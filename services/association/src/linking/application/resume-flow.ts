import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../dependencies.js';
import { type FlowProblem, flowProblem } from '../domain/flow.js';
import { returnWith } from '../domain/return-address.js';
import { type Flow, replaceCode } from '../store/flow.store.js';
import { failFlow } from './sign-in/fail-flow.js';

/** Where the browser goes. `why` is for the log. */
export type Return = { kind: 'return'; to: string; why?: string };

export type Resumed =
  | Return
  /** The link is confirmed: the browser continues at its front end. */
  | { kind: 'finished'; frontEnd: string }
  /** Another request of this browser is exchanging the provider's code. */
  | { kind: 'exchanging' };

/**
 * Continues a flow whose own browser comes again: by a reload, by going back or in a second tab. The provider's code is
 * never exchanged twice. The browser gets a new completion code that replaces the older one.
 */
export async function resumeFlow(
  deps: Pick<Dependencies, 'flowSecrets' | 'frontendOrigins'>,
  manager: EntityManager,
  flow: Flow,
  { at: now, requestId }: { at: Date; requestId: string },
): Promise<Resumed> {
  if (flow.status === 'CONFIRMED') return { kind: 'finished', frontEnd: frontEndOf(flow, deps.frontendOrigins) };
  const problem = flowProblem(flow, now);
  if (problem === undefined) {
    const code = deps.flowSecrets.random();
    await replaceCode(manager, flow.id, deps.flowSecrets.digest(code));
    return { kind: 'return', to: returnWith(flow.returnTo, flow.id, { completion_code: code }) };
  }
  if (flow.status !== 'EXCHANGING' || problem !== 'NOT_PROVEN') return returnOf(flow, problem);
  if (flow.exchangeUntil !== null && now < flow.exchangeUntil) return { kind: 'exchanging' };
  await failFlow(manager, flow, 'SIGN_IN_FAILED', { at: now, requestId });
  return { ...returnOf(flow, 'SIGN_IN_FAILED'), why: 'the exchange was never finished' };
}

/** The return address with a problem. */
export function returnOf(flow: Flow, problem: FlowProblem): Return {
  return { kind: 'return', to: returnWith(flow.returnTo, flow.id, { problem: problem.toLowerCase() }) };
}

/** The settings may have changed since the flow began. */
function frontEndOf({ returnTo }: Flow, origins: readonly string[]): string {
  const { origin } = new URL(returnTo);
  return origins.includes(origin) ? origin : (origins[0] ?? origin);
}
