import type { EntityManager } from 'typeorm';
import type { Association } from '../domain/association.js';
import type { ChangeMetadata } from '../domain/change-metadata.js';
import { type Activity, recordActivity } from '../store/activity.store.js';
import { publishAssociationChanged } from '../store/outbox.store.js';

/** Records what happened to a link as activity of the organization, and publishes its new state. */
export async function recordLinkChange(
  manager: EntityManager,
  association: Association,
  kind: Exclude<Activity['kind'], 'REFUSED' | 'FAILED'>,
  change: ChangeMetadata,
  flowId?: string,
): Promise<void> {
  const { id: associationId, organizationId, userId, source } = association;
  const about = { organizationId, userId, source, associationId, ...(flowId !== undefined && { flowId }) };
  await recordActivity(manager, { ...about, ...change, kind });
  await publishAssociationChanged(manager, association, change);
}
