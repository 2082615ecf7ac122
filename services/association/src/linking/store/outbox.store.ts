import { allowanceChanged } from '@app/events/allowance-changed';
import { associationChanged } from '@app/events/association-changed';
import { publishEvent, publishEvents } from '@app/events/publish';
import type { EntityManager } from 'typeorm';
import type { Association } from '../domain/association.js';
import type { PublishedAllowance } from './published-allowance.store.js';

/** This service as a publisher, and the services that consume its events. */
export const PUBLISHER = { service: 'association', consumers: ['credits'] };

/** Publishes the state of an association, if and only if the transaction commits. */
export async function publishAssociationChanged(
  manager: EntityManager,
  association: Association,
  change: { at: Date; requestId: string },
): Promise<void> {
  const { id, version, source, profileId, userId, organizationId, endReason } = association;
  const startedAt = association.startedAt.toISOString();
  const endedAt = association.endedAt?.toISOString() ?? null;
  const body = { id, version, source, profileId, userId, organizationId, startedAt, endedAt, endReason };
  await publishEvent(manager, PUBLISHER, associationChanged, body, change);
}

/** Publishes the next association dates of users, if and only if the transaction commits. */
export async function publishAllowancesChanged(
  manager: EntityManager,
  allowances: readonly PublishedAllowance[],
  change: { at: Date; requestId: string },
): Promise<void> {
  const bodies = allowances.map(({ id, version, userId, organizationId, source, ...state }) => {
    const nextAssociationAt = state.nextAssociationAt?.toISOString() ?? null;
    return { id, version, userId, organizationId, source, nextAssociationAt };
  });
  await publishEvents(manager, PUBLISHER, allowanceChanged, bodies, change);
}
