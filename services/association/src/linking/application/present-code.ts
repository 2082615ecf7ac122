import { askedBy } from '@app/subgraph-kit/activity/actor';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { EntityManager } from 'typeorm';
import type { Actor, Dependencies, Request } from '../../dependencies.js';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import { decideCode } from '../domain/completion-code.js';
import type { FlowProblem } from '../domain/flow.js';
import { recordActivity } from '../store/activity.store.js';
import { lockLink } from '../store/association.store.js';
import { countWrongCode, endFlow, type Flow, findFlow, lockFlow } from '../store/flow.store.js';
import { findProof, type Proof } from '../store/proof.store.js';
import { lockSurvivingLink } from '../store/surviving-profile.store.js';
import { assertNoOffboardingDue } from './due-offboardings.js';

export type CodePresentation = Request & { actor: Actor; flowId: string; completionCode: string };

export type PresentedCode =
  | { kind: 'accepted' | 'confirmed'; flow: Flow; proof: Proof; now: Date }
  | FlowProblemOutcome;

/** `source` is null where the caller must not learn about the flow. */
export type FlowProblemOutcome = { kind: 'flow-problem'; problem: FlowProblem; source: LearningSource | null };

const UNKNOWN = { kind: 'flow-problem', problem: 'UNKNOWN', source: null } as const;

/**
 * Checks a completion code. On acceptance work account, profile and flow are locked until the transaction ends, in this
 * order, and `now` was read after the locks: a later transaction has a later instant.
 */
export async function presentCode(
  deps: Dependencies,
  manager: EntityManager,
  { actor, caller, requestId, flowId, completionCode }: CodePresentation,
): Promise<PresentedCode> {
  const found = isUuid(flowId) ? await findFlow(manager, flowId) : null;
  if (found === null) return UNKNOWN;
  const { source, userId } = found;
  const proved = await findProof(manager, found.id);
  if (proved === null) await lockLink(manager, source, { userId });
  // The proved profile may have been merged since; the proof is of the surviving profile then.
  const proof = proved && { ...proved, profileId: await lockSurvivingLink(manager, source, { ...proved, userId }) };
  const flow = await lockFlow(manager, found.id);
  if (flow === null) return UNKNOWN;

  const now = deps.clock.now();
  const codeHash = deps.flowSecrets.digest(completionCode);
  const decision = decideCode(flow, { userId: actor.userId, codeHash }, now);
  if (decision.kind !== 'rejected') {
    if (proof)
      await assertNoOffboardingDue(manager, flow.source, { userId: flow.userId, profileId: proof.profileId }, now);
    return proof ? { kind: decision.kind, flow, proof, now } : { kind: 'flow-problem', problem: 'NOT_PROVEN', source };
  }
  if (decision.consequence === 'count') await countWrongCode(manager, flow);
  if (decision.consequence === 'end' && (await endFlow(manager, flow.id))) {
    const { organizationId } = flow;
    const reason = userId === actor.userId ? 'WRONG_CODES' : 'WRONG_PERSON';
    const about = { organizationId, userId, source, flowId: flow.id, at: now, requestId };
    await recordActivity(manager, { ...about, kind: 'REFUSED', reason, ...askedBy(caller) });
  }
  if (decision.problem === 'UNKNOWN') return UNKNOWN;
  return { kind: 'flow-problem', problem: decision.problem, source };
}
