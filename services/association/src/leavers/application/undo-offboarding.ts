import type { EntityManager } from 'typeorm';
import { OFFBOARDING_ACTOR } from '../../linking/application/offboard-member.js';
import { recordLinkChange } from '../../linking/application/record-link-change.js';
import { type Association, isActive } from '../../linking/domain/association.js';
import type { ChangeMetadata } from '../../linking/domain/change-metadata.js';
import { associationsOfProfile, reinstateAssociation } from '../../linking/store/association.store.js';
import type { Offboarding } from '../../members/domain/offboarding.js';

/**
 * Reinstates the links that an offboarding ended although it was taken back before its refresh. A link stays ended when
 * its profile or account has an active or a newer link now. Account and profiles are locked.
 */
export async function undoOffboarding(
  manager: EntityManager,
  associations: readonly Association[],
  offboarding: Offboarding,
  change: Pick<ChangeMetadata, 'at' | 'requestId'>,
): Promise<void> {
  for (const association of associations) {
    const { source, profileId, endReason, endedAt, startedAt } = association;
    if (endReason !== 'ACCOUNT_DELETED' || endedAt?.getTime() !== offboarding.dropsAt.getTime()) continue;
    const others = [...(await associationsOfProfile(manager, source, profileId)), ...associations];
    if (others.some((other) => other.source === source && (isActive(other) || other.startedAt > startedAt))) continue;
    const reinstated = await reinstateAssociation(manager, association);
    await recordLinkChange(manager, reinstated, 'REINSTATED', { ...change, actor: OFFBOARDING_ACTOR });
  }
}
