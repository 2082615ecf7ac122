import type { EntityManager } from 'typeorm';
import type { User } from '../domain/user.js';
import { changeAccount } from './change-account.js';
import type { ChangeMetadata } from './change-metadata.js';

/** Reactivates a locked, deactivated user. Changes nothing for other users. */
export async function reactivateUser(manager: EntityManager, user: User, metadata: ChangeMetadata): Promise<User> {
  if (user.deactivatedAt === null || user.deletedAt !== null) return user;
  return changeAccount(manager, user, { deactivatedAt: null }, 'REACTIVATED', metadata);
}

/**
 * Restores a locked, deleted user at any time: the caller checks the deadline. A user deactivated before the deletion
 * stays deactivated. Restoring again changes nothing.
 */
export async function restoreUserAccount(manager: EntityManager, user: User, metadata: ChangeMetadata): Promise<User> {
  if (user.deletedAt === null) return user;
  const { deactivatedAt, deletedAt, leavingSince } = user;
  const deactivatedBefore = deactivatedAt !== null && deactivatedAt < deletedAt;
  const changes = {
    deletedAt: null,
    deactivatedAt: deactivatedBefore ? deactivatedAt : null,
    // The deciding signal ends with the deletion, unless it was the earlier deactivation.
    leavingSince: leavingSince !== null && leavingSince < deletedAt ? leavingSince : null,
  };
  return changeAccount(manager, user, changes, 'RESTORED', metadata);
}
