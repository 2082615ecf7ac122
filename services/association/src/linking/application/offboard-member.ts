import { inTransaction } from '@app/subgraph-kit/transaction';
import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../dependencies.js';
import { afterDeparture, type Departure } from '../../leavers/domain/reconcile-offboardings.js';
import { lockMember, setDeparted } from '../../members/store/member.store.js';
import { type Association, isActive } from '../domain/association.js';
import {
  associationsOfProfile,
  endAssociation,
  lockAccount,
  reinstateAssociation,
} from '../store/association.store.js';
import { tellOfLink } from './record-link-change.js';

/** What ends or takes up links in a person's absence. */
const ACTOR = 'system:leavers';

/** Ends the links of a leaver whose refresh has come, at that refresh. Once done, doing it again changes nothing. */
export async function departWhenDue(
  { dataSource, clock }: Pick<Dependencies, 'dataSource' | 'clock'>,
  userId: string,
  requestId: string,
): Promise<boolean> {
  return inTransaction(dataSource, 'every-organization', (manager) => depart(manager, userId, clock, requestId));
}

/** The same within a transaction. */
export async function depart(
  manager: EntityManager,
  userId: string,
  clock: Dependencies['clock'],
  requestId: string,
): Promise<boolean> {
  const associations = await lockAccount(manager, userId);
  const member = await lockMember(manager, userId);
  if (!member?.departure || member.departed || clock.now() < member.departure.dropsAt) return false;
  await endForDeparture(manager, associations, member.departure, requestId);
  await setDeparted(manager, userId);
  return true;
}

/** The account and the profiles are locked. What moved or was removed before the refresh is left as it is. */
export async function endForDeparture(
  manager: EntityManager,
  associations: readonly Association[],
  departure: Departure,
  requestId: string,
): Promise<void> {
  const { dropsAt: at, leftAt } = departure;
  for (const association of associations) {
    if (!isActive(association) || isActive(afterDeparture(association, departure, at))) continue;
    const ended = await endAssociation(manager, association, { at, reason: 'ACCOUNT_DELETED', leftAt });
    if (ended) await tellOfLink(manager, ended, 'ENDED_BY_ACCOUNT', { at, actor: ACTOR, requestId });
  }
}

/** What was ended for a departure that had been taken back in time goes on, unless the profile or the account did. */
export async function undoDeparture(
  manager: EntityManager,
  associations: readonly Association[],
  departure: Departure,
  cause: { at: Date; requestId: string },
): Promise<void> {
  for (const association of associations) {
    const { source, profileId, endReason, endedAt, startedAt } = association;
    if (endReason !== 'ACCOUNT_DELETED' || endedAt?.getTime() !== departure.dropsAt.getTime()) continue;
    const others = [...(await associationsOfProfile(manager, source, profileId)), ...associations];
    if (others.some((other) => other.source === source && (isActive(other) || other.startedAt > startedAt))) continue;
    const reinstated = await reinstateAssociation(manager, association);
    await tellOfLink(manager, reinstated, 'REINSTATED', { ...cause, actor: ACTOR });
  }
}
