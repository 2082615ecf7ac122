import { askedBy } from '@app/subgraph-kit/activity/actor';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import { type Allowance, allowance, type Starts } from '../domain/allowance.js';
import { type AssociationDecision, decideAssociation, isRejection, startsOf } from '../domain/decide-association.js';
import { reasonOf } from '../domain/rejection-reason.js';
import { recordOnceForFlow } from '../store/activity.store.js';
import { loadAssociationFacts } from '../store/association-facts.store.js';
import { afterDueOffboardings } from './due-offboardings.js';
import { type CodePresentation, type FlowProblemOutcome, presentCode } from './present-code.js';
import { storeRejectedProfile } from './store-rejected-profile.js';

export type PendingAssociationOutcome =
  | {
      kind: 'pending';
      flowId: string;
      source: LearningSource;
      profileId: string;
      accountName: string | null;
      organizationId: string;
      decision: AssociationDecision;
      allowanceAfter: Allowance;
      expiresAt: Date;
    }
  | FlowProblemOutcome;

/** What confirming would do, by the same rule. Records a wrong code, a rejected profile and the rejection. */
export async function pendingAssociation(
  deps: Dependencies,
  command: CodePresentation,
): Promise<PendingAssociationOutcome> {
  return afterDueOffboardings(deps, command.requestId, () => pendingOnce(deps, command));
}

async function pendingOnce(deps: Dependencies, command: CodePresentation): Promise<PendingAssociationOutcome> {
  return inTransaction(deps.dataSource, 'every-organization', async (manager) => {
    const presented = await presentCode(deps, manager, command);
    if (presented.kind === 'flow-problem') return presented;
    const { flow, proof, now } = presented;
    if (now >= flow.expiresAt) return { kind: 'flow-problem', problem: 'EXPIRED', source: flow.source };
    const { profileId } = proof;
    const facts = await loadAssociationFacts(manager, flow, profileId);
    const decision = decideAssociation(facts, deps.policy, now);
    const { caller, requestId } = command;
    await storeRejectedProfile(deps, manager, flow, { decision, profileId, at: now, requestId });
    if (isRejection(decision)) {
      const { organizationId, userId, source, id: flowId } = flow;
      const about = { organizationId, userId, source, flowId, at: now, ...askedBy(caller), requestId };
      await recordOnceForFlow(manager, { ...about, kind: 'REFUSED', reason: reasonOf(decision) });
    }
    const begins = decision.kind === 'associate' || decision.kind === 'move';
    const allowanceAfter = allowance(startsAfter(startsOf(facts), begins ? now : undefined), deps.policy, now);
    const { id: flowId, source, organizationId, expiresAt, sealedAccountName: sealed } = flow;
    const accountName = sealed && deps.flowSecrets.open('accountName', flowId, sealed);
    const shown = { flowId, source, profileId, accountName, organizationId, expiresAt };
    return { kind: 'pending', ...shown, decision, allowanceAfter };
  });
}

function startsAfter(starts: Starts, start: Date | undefined): Starts {
  if (start === undefined) return starts;
  return { account: [...starts.account, start], profile: [...starts.profile, start] };
}
