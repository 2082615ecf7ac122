import type { EntityManager } from 'typeorm';
import type { User } from '../domain/user.js';
import type { UserActivityKind } from '../domain/user-activity.js';
import { recordActivities } from '../store/user-activity.store.js';
import { publishUserChanged } from '../store/user-events.store.js';
import type { ChangeMetadata } from './change-metadata.js';

/** Records a change of a user in the audit trail and publishes the new state. */
export async function recordUserChange(
  manager: EntityManager,
  user: User,
  kind: UserActivityKind,
  metadata: ChangeMetadata,
): Promise<void> {
  const { at, requestId, actor, client } = metadata;
  await recordActivities(manager, [
    { organizationId: user.organizationId, userId: user.id, kind, actor, client, requestId, at },
  ]);
  await publishUserChanged(manager, user, metadata);
}
