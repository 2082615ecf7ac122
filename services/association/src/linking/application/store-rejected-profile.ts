import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../dependencies.js';
import { lastEffectOfStarts } from '../domain/allowance.js';
import type { AssociationDecision } from '../domain/decide-association.js';
import type { Flow } from '../store/flow.store.js';
import { deleteRejectedProfile, upsertRejectedProfile } from '../store/rejected-profile.store.js';

/**
 * Stores a profile that a limit refuses to its owner, so that their allowance says what they were just told. Only with the
 * right completion code: a stranger who signs in for a flow of others must not lend them dates. A profile that is not
 * refused takes its place.
 */
export async function storeRejectedProfile(
  { policy }: Pick<Dependencies, 'policy'>,
  manager: EntityManager,
  flow: Flow,
  { decision, profileId, now: at }: { decision: AssociationDecision; profileId: string; now: Date },
): Promise<void> {
  switch (decision.kind) {
    case 'cool-off':
    case 'limit-reached':
      return upsertRejectedProfile(manager, flow, { profileId, at, forgetAt: lastEffectOfStarts(at, policy) });
    case 'another-profile-linked':
      return;
    default:
      return deleteRejectedProfile(manager, flow.userId, flow.source);
  }
}
