import { askedBy } from '@app/subgraph-kit/activity/actor';
import { withIdempotency } from '@app/subgraph-kit/database/idempotency';
import { inTransaction, violatedConstraint } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Dependencies } from '../../dependencies.js';
import { type Allowance, allowance } from '../domain/allowance.js';
import type { Association } from '../domain/association.js';
import type { ChangeMetadata } from '../domain/change-metadata.js';
import {
  type AssociationFacts,
  type AssociationRejection,
  decideAssociation,
  startsOf,
} from '../domain/decide-association.js';
import { reasonOf } from '../domain/rejection-reason.js';
import { recordOnceForFlow } from '../store/activity.store.js';
import { isLinkConstraint } from '../store/association.store.js';
import { loadAssociationFacts } from '../store/association-facts.store.js';
import { setConfirmed } from '../store/flow.store.js';
import { consumeProof } from '../store/proof.store.js';
import { accountsLinkedWith } from '../store/published-allowance.store.js';
import { afterDueOffboardings } from './due-offboardings.js';
import { type CodePresentation, type FlowProblemOutcome, presentCode } from './present-code.js';
import { publishAllowances } from './publish-allowances.js';
import { type Linking, saveLink } from './save-link.js';
import { storeRejectedProfile } from './store-rejected-profile.js';
import { storedConfirmation } from './stored-outcome.js';

export type ConfirmAssociationCommand = CodePresentation & { idempotencyKey: string | null };

export type ConfirmAssociationOutcome =
  | { kind: 'confirmed'; association: Association; allowance: Allowance }
  | AssociationRejection
  | FlowProblemOutcome;

/**
 * Commits a proven flow in one transaction: consumes the proof, starts the link, ends the one elsewhere at the same
 * instant, writes activity and events. A rejection uses nothing up; the flow can be confirmed again while it lives.
 */
export async function confirmAssociation(
  deps: Dependencies,
  command: ConfirmAssociationCommand,
): Promise<ConfirmAssociationOutcome> {
  const confirmation = () => afterDueOffboardings(deps, command.requestId, () => confirmOnce(deps, command));
  try {
    return await confirmation();
  } catch (error) {
    // A write without our locks came in between. It is a fact now, and the decision is made again.
    if (!isLinkConstraint(violatedConstraint(error))) throw error;
    return confirmation();
  }
}

async function confirmOnce(deps: Dependencies, command: ConfirmAssociationCommand): Promise<ConfirmAssociationOutcome> {
  const { caller, flowId, completionCode, idempotencyKey: key } = command;
  // Every organization: the profile may be linked elsewhere, and another person may present the code.
  return inTransaction(deps.dataSource, 'every-organization', async (manager) => {
    const input = { flowId, completionCode };
    const schema: z.ZodType<ConfirmAssociationOutcome> = storedConfirmation;
    const request = { caller, operation: 'confirmAssociation', key, input, clock: deps.clock, schema };
    return withIdempotency(manager, request, async () => {
      const outcome = await confirm(deps, manager, command);
      return { answer: outcome, keep: outcome.kind === 'confirmed' };
    });
  });
}

async function confirm(
  deps: Dependencies,
  manager: EntityManager,
  command: ConfirmAssociationCommand,
): Promise<ConfirmAssociationOutcome> {
  const presented = await presentCode(deps, manager, command);
  if (presented.kind === 'flow-problem') return presented;
  const { flow, proof, now } = presented;
  if (presented.kind === 'confirmed') return storedConfirmation.parse(flow.answer);

  const change: ChangeMetadata = { at: now, ...askedBy(command.caller), requestId: command.requestId };
  const facts = await loadAssociationFacts(manager, flow, proof.profileId);
  const decision = decideAssociation(facts, deps.policy, now);
  await storeRejectedProfile(deps, manager, flow, { ...change, decision, profileId: proof.profileId });
  switch (decision.kind) {
    case 'associate':
    case 'move':
    case 'reinstate':
    case 'already-linked': {
      const linking: Linking = { decision, flow, profileId: proof.profileId };
      const association = await saveLink(manager, linking, change);
      const accounts = await accountsLinkedWith(manager, flow.source, association.profileId);
      await publishAllowances(manager, deps.policy, accounts, change);
      if (!(await consumeProof(manager, flow.id, { at: now, associationId: association.id })))
        throw new Error('The proof was consumed, but its flow was not.');
      const left = allowance(startsOf(withLink(facts, association)), deps.policy, now);
      const outcome: ConfirmAssociationOutcome = { kind: 'confirmed', association, allowance: left };
      await setConfirmed(manager, flow.id, outcome);
      return outcome;
    }
    default: {
      const { organizationId, userId, source, id: flowId } = flow;
      const rejected = { organizationId, userId, source, flowId, kind: 'REFUSED', reason: reasonOf(decision) } as const;
      await recordOnceForFlow(manager, { ...rejected, ...change });
      return decision;
    }
  }
}

function withLink(facts: AssociationFacts, association: Association): AssociationFacts {
  const add = (known: readonly Association[]) => [...known.filter((one) => one.id !== association.id), association];
  return { ...facts, ofProfile: add(facts.ofProfile), ofAccount: add(facts.ofAccount) };
}
