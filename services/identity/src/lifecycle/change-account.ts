import type { EntityManager } from 'typeorm';
import { decidingSignal } from '../domain/leaver.js';
import type { User } from '../domain/user.js';
import { announceUser } from '../persistence/outbox.store.js';
import { type UserChanges, updateUser } from '../persistence/user.store.js';
import { recordActivity, type UserActivityKind } from '../persistence/user-activity.store.js';
import type { LifecycleCause } from './cause.js';

/** Changes a locked user, decides anew when they leave the report, records the change and announces it. */
export async function changeAccount(
  manager: EntityManager,
  user: User,
  changes: UserChanges,
  kind: UserActivityKind,
  cause: LifecycleCause,
): Promise<User> {
  const leavingSince = decidingSignal({ ...user, ...changes }, user.leaverPolicy, cause);
  const changed = await updateUser(manager, user, { leavingSince, ...changes });
  const { at, requestId, actor } = cause;
  await recordActivity(manager, { organizationId: user.organizationId, userId: user.id, kind, actor, requestId, at });
  await announceUser(manager, changed, cause);
  return changed;
}
