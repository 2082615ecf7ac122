import { askedBy } from '@app/subgraph-kit/activity/actor';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import type { Actor, Dependencies, Request } from '../../dependencies.js';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import { type Allowance, allowance } from '../domain/allowance.js';
import { type Association, isActive } from '../domain/association.js';
import { decideRemoval } from '../domain/decide-removal.js';
import { associationsOfAccount, lockLink, startsOfProfile } from '../store/association.store.js';
import { afterDueOffboardings, assertNoOffboardingDue } from './due-offboardings.js';
import { removeLink } from './remove-link.js';

export type RemoveAssociationCommand = Request & { actor: Actor; source: LearningSource };

export type RemoveAssociationOutcome =
  | { kind: 'removed'; association: Association; allowance: Allowance }
  | { kind: 'not-associated' };

/** "Remove access": ends the user's own link, always, and resets nothing (R5, decision (c)). */
export async function removeAssociation(
  deps: Dependencies,
  command: RemoveAssociationCommand,
): Promise<RemoveAssociationOutcome> {
  return afterDueOffboardings(deps, command.requestId, () => removeOnce(deps, command));
}

async function removeOnce(
  deps: Dependencies,
  { actor, source, caller, requestId }: RemoveAssociationCommand,
): Promise<RemoveAssociationOutcome> {
  return inTransaction(deps.dataSource, { organizationId: actor.organizationId }, async (manager) => {
    await lockWithProfile(manager, source, actor.userId);
    const now = deps.clock.now();
    await assertNoOffboardingDue(manager, source, actor, now);
    const ofAccount = await associationsOfAccount(manager, source, actor.userId);
    const decision = decideRemoval(ofAccount);
    if (decision.kind !== 'end') return { kind: 'not-associated' };
    const change = { at: now, ...askedBy(caller), requestId };
    const association = await removeLink(manager, decision.association, change);
    if (association === undefined) return { kind: 'not-associated' };
    const starts = {
      account: ofAccount.map((one) => one.startedAt),
      profile: await startsOfProfile(manager, source, association.profileId),
    };
    return { kind: 'removed', association, allowance: allowance(starts, deps.policy, now) };
  });
}

/** All transactions take the keys in one order, so the profile has to be known before either is locked. */
async function lockWithProfile(manager: EntityManager, source: LearningSource, userId: string): Promise<void> {
  const active = (await associationsOfAccount(manager, source, userId)).find(isActive);
  await lockLink(manager, source, { userId, ...(active && { profileId: active.profileId }) });
}
