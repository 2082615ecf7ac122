import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../dependencies.js';
import type { Offboarding } from '../../members/domain/offboarding.js';
import { lockMember, markOffboarded } from '../../members/store/member.store.js';
import { type Association, isActive } from '../domain/association.js';
import { endByOffboarding } from '../domain/end-by-offboarding.js';
import { endAssociation, lockAccount } from '../store/association.store.js';
import { recordLinkChange } from './record-link-change.js';

/** The actor of changes that an offboarding makes: the user does not take part in them. */
export const OFFBOARDING_ACTOR = 'system:leavers';

/**
 * Ends the links of a leaver whose refresh has come, at that refresh, in a transaction of its own. Returns false when
 * nothing is due; a repetition changes nothing.
 */
export async function offboardMember(
  { dataSource, clock }: Pick<Dependencies, 'dataSource' | 'clock'>,
  userId: string,
  requestId: string,
): Promise<boolean> {
  return inTransaction(dataSource, 'every-organization', (manager) =>
    offboardWithin(manager, userId, clock, requestId),
  );
}

/** `offboardMember` within a transaction of the caller. */
export async function offboardWithin(
  manager: EntityManager,
  userId: string,
  clock: Dependencies['clock'],
  requestId: string,
): Promise<boolean> {
  const associations = await lockAccount(manager, userId);
  const member = await lockMember(manager, userId);
  if (!member?.offboarding || member.offboarded || clock.now() < member.offboarding.dropsAt) return false;
  await endLinksOf(manager, associations, member.offboarding, requestId);
  await markOffboarded(manager, userId);
  return true;
}

/** Ends the links that the offboarding ends. The account and its profiles are locked; links that ended before stay as they are. */
export async function endLinksOf(
  manager: EntityManager,
  associations: readonly Association[],
  offboarding: Offboarding,
  requestId: string,
): Promise<void> {
  const { dropsAt: at, leftAt } = offboarding;
  for (const association of associations) {
    if (!isActive(association) || isActive(endByOffboarding(association, offboarding, at))) continue;
    const ended = await endAssociation(manager, association, { at, reason: 'ACCOUNT_DELETED', leftAt });
    if (ended) await recordLinkChange(manager, ended, 'ENDED_BY_ACCOUNT', { at, actor: OFFBOARDING_ACTOR, requestId });
  }
}
