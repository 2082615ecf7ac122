import type { EntityManager } from 'typeorm';
import { decidingSignal } from '../domain/leaver.js';
import type { User } from '../domain/user.js';
import { holdLeaverPolicy } from '../persistence/organization.store.js';
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
  const leaverPolicy = await holdLeaverPolicy(manager, user.organizationId);
  const leavingSince = signalAfter(user, { ...user, ...changes, leaverPolicy }, cause);
  const changed = await updateUser(manager, { ...user, leaverPolicy }, { ...changes, leavingSince });
  const { at, requestId, actor } = cause;
  await recordActivity(manager, { organizationId: user.organizationId, userId: user.id, kind, actor, requestId, at });
  await announceUser(manager, changed, cause);
  return changed;
}

/** Whoever leaves again before they answered their new invitation has been leaving ever since the first signal. */
function signalAfter(before: User, after: User, cause: LifecycleCause): Date | null {
  const neverCameBack = before.invitedAgain && before.leavingSince !== null && before.deactivatedAt === null;
  if (neverCameBack && after.deactivatedAt !== null) return before.leavingSince;
  return decidingSignal(after, after.leaverPolicy, cause);
}
