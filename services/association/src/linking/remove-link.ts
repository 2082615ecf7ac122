import type { EntityManager } from 'typeorm';
import type { Association } from '../domain/association.js';
import { recordActivity } from '../persistence/activity.store.js';
import { endAssociation } from '../persistence/association.store.js';
import { announceAssociation } from '../persistence/outbox.store.js';
import type { Cause } from './save-link.js';

/** Ends a link at its owner's wish; undefined when it had ended already. */
export async function removeLink(
  manager: EntityManager,
  association: Association,
  cause: Cause,
): Promise<Association | undefined> {
  const ended = await endAssociation(manager, association, { at: cause.at, reason: 'REMOVED_BY_USER' });
  if (ended === undefined) return undefined;
  const { id: associationId, organizationId, userId, source } = ended;
  await recordActivity(manager, { organizationId, userId, source, associationId, ...cause, kind: 'ENDED_BY_USER' });
  await announceAssociation(manager, ended, cause);
  return ended;
}
