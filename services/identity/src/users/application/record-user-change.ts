import type { EntityManager } from 'typeorm';
import type { User } from '../domain/user.js';
import { recordActivities, type UserActivityKind } from '../store/user-activity.store.js';
import { publishUserChanged } from '../store/user-events.store.js';
import type { ChangeMetadata } from './change-metadata.js';

/** Records a change of a user in the audit trail and publishes the new state. */
export async function recordUserChange(
  manager: EntityManager,
  user: User,
  kind: UserActivityKind,
  metadata: ChangeMetadata,
): Promise<void> {
  const { at, requestId, actor } = metadata;
  await recordActivities(manager, [
    { organizationId: user.organizationId, userId: user.id, kind, actor, requestId, at },
  ]);
  await publishUserChanged(manager, user, metadata);
}
