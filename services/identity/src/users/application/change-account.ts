import type { EntityManager } from 'typeorm';
import { lockLeaverPolicy } from '../../organizations/store/organization.store.js';
import { offboardingFrom, signalAfter } from '../domain/leaver.js';
import type { User } from '../domain/user.js';
import type { UserActivityKind } from '../domain/user-activity.js';
import { type AccountChanges, updateUser } from '../store/user.store.js';
import type { ChangeMetadata } from './change-metadata.js';
import { recordUserChange } from './record-user-change.js';

/** Updates a locked user, recomputes the offboarding, records the change and publishes it. */
export async function changeAccount(
  manager: EntityManager,
  user: User,
  changes: AccountChanges & Partial<Pick<User, 'leavingSince'>>,
  kind: UserActivityKind,
  metadata: ChangeMetadata,
): Promise<User> {
  const leaverPolicy = await lockLeaverPolicy(manager, user.organizationId);
  const leavingSince = signalAfter(user, { ...user, ...changes }, leaverPolicy, metadata);
  const changed = await updateUser(
    manager,
    { ...user, leaverPolicy },
    { ...changes, ...offboardingFrom(user, leavingSince, metadata) },
  );
  await recordUserChange(manager, changed, kind, metadata);
  return changed;
}
