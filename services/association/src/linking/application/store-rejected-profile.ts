import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../dependencies.js';
import { lastEffectOfStarts } from '../domain/allowance.js';
import type { AssociationDecision } from '../domain/decide-association.js';
import type { Flow } from '../store/flow.store.js';
import { deleteRejectedProfile, upsertRejectedProfile } from '../store/rejected-profile.store.js';
import { publishAllowances } from './publish-allowances.js';

/**
 * Stores a profile that a limit rejects for its owner, so that their allowance agrees with the message. Requires the
 * right completion code: an unknown account that signs in for a flow of another user must not add starts to it. A
 * profile that is accepted deletes the stored one. Publishes the next date that follows.
 */
export async function storeRejectedProfile(
  { policy }: Pick<Dependencies, 'policy'>,
  manager: EntityManager,
  flow: Flow,
  { decision, profileId, ...change }: { decision: AssociationDecision; profileId: string; at: Date; requestId: string },
): Promise<void> {
  const { at } = change;
  switch (decision.kind) {
    case 'another-profile-linked':
      return;
    case 'cool-off':
    case 'limit-reached':
      await upsertRejectedProfile(manager, flow, { profileId, at, expiresAt: lastEffectOfStarts(at, policy) });
      break;
    default:
      await deleteRejectedProfile(manager, flow.userId, flow.source);
  }
  await publishAllowances(manager, policy, [flow], change);
}
