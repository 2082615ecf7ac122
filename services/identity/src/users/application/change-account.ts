import type { EntityManager } from 'typeorm';
import { holdLeaverPolicy } from '../../organizations/store/organization.store.js';
import { leavingFrom, signalAfter } from '../domain/leaver.js';
import type { User } from '../domain/user.js';
import { type AccountChanges, updateUser } from '../store/user.store.js';
import type { UserActivityKind } from '../store/user-activity.store.js';
import type { LifecycleCause } from './change-metadata.js';
import { tellOfUser } from './record-user-change.js';

/** Changes a locked user, decides anew when they leave the report, records the change and announces it. */
export async function changeAccount(
  manager: EntityManager,
  user: User,
  changes: AccountChanges & Partial<Pick<User, 'leavingSince'>>,
  kind: UserActivityKind,
  cause: LifecycleCause,
): Promise<User> {
  const leaverPolicy = await holdLeaverPolicy(manager, user.organizationId);
  const leavingSince = signalAfter(user, { ...user, ...changes }, leaverPolicy, cause);
  const changed = await updateUser(
    manager,
    { ...user, leaverPolicy },
    { ...changes, ...leavingFrom(user, leavingSince, cause) },
  );
  await tellOfUser(manager, changed, kind, cause);
  return changed;
}
