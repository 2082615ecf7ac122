import type { EntityManager } from 'typeorm';
import type { SignInProblem } from '../../../providers/domain/sign-in-problem.js';
import type { FailureReason } from '../../domain/rejection-reason.js';
import { recordOnceForFlow } from '../../store/activity.store.js';
import { type Flow, setFailed } from '../../store/flow.store.js';

/** When a flow failed, and in which request of its browser. */
type Failure = { readonly at: Date; readonly requestId: string };

/** Ends a locked flow whose sign-in proved nothing, and records why. */
export async function failFlow(
  manager: EntityManager,
  flow: Flow,
  problem: SignInProblem,
  failure: Failure,
): Promise<void> {
  await setFailed(manager, flow.id, problem);
  await recordFailure(manager, flow, problem, failure);
}

/** Records a failure of a locked flow for its owner, whose browser has its cookie. */
export async function recordFailure(
  manager: EntityManager,
  { id: flowId, organizationId, userId, source, client }: Flow,
  reason: FailureReason,
  { at, requestId }: Failure,
): Promise<void> {
  const about = { organizationId, userId, source, flowId, at, requestId, client, actor: `person:${userId}` };
  await recordOnceForFlow(manager, { ...about, kind: 'FAILED', reason });
}
