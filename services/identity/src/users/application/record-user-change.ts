import type { EntityManager } from 'typeorm';
import type { User } from '../domain/user.js';
import { recordActivities, type UserActivityKind } from '../store/user-activity.store.js';
import { announceUser } from '../store/user-events.store.js';
import type { LifecycleCause } from './change-metadata.js';

/** Records what happened to a user, and tells the siblings what they are now. */
export async function tellOfUser(
  manager: EntityManager,
  user: User,
  kind: UserActivityKind,
  cause: LifecycleCause,
): Promise<void> {
  const { at, requestId, actor } = cause;
  await recordActivities(manager, [
    { organizationId: user.organizationId, userId: user.id, kind, actor, requestId, at },
  ]);
  await announceUser(manager, user, cause);
}
