import type { EntityManager } from 'typeorm';
import type { User } from '../domain/user.js';
import { changeAccount } from './change-account.js';
import type { LifecycleCause } from './change-metadata.js';

/** Gives a locked user who is deactivated, and not deleted, their access back. Nothing changes for others. */
export async function reactivateUser(manager: EntityManager, user: User, cause: LifecycleCause): Promise<User> {
  if (user.deactivatedAt === null || user.deletedAt !== null) return user;
  return changeAccount(manager, user, { deactivatedAt: null }, 'REACTIVATED', cause);
}

/**
 * Takes a locked user's deletion back, however long ago it was: whether it may be is the caller's rule. Whoever had
 * been deactivated before stays so, until that is taken back as well. Restoring again is a repetition.
 */
export async function restoreUserAccount(manager: EntityManager, user: User, cause: LifecycleCause): Promise<User> {
  if (user.deletedAt === null) return user;
  const { deactivatedAt, deletedAt, leavingSince } = user;
  const deactivatedBefore = deactivatedAt !== null && deactivatedAt < deletedAt;
  const changes = {
    deletedAt: null,
    deactivatedAt: deactivatedBefore ? deactivatedAt : null,
    // What decided goes with the deletion, unless it was the deactivation before.
    leavingSince: leavingSince !== null && leavingSince < deletedAt ? leavingSince : null,
  };
  return changeAccount(manager, user, changes, 'RESTORED', cause);
}
