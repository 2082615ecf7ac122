import type { EntityManager } from 'typeorm';
import type { User } from '../domain/user.js';
import { updateUser } from '../store/user.store.js';
import { changeAccount } from './change-account.js';
import type { ChangeMetadata } from './change-metadata.js';
import { recordUserChange } from './record-user-change.js';

/** Deactivates a locked user, who may be reactivated. Changes nothing for a deactivated or deleted user. */
export async function deactivateUser(manager: EntityManager, user: User, metadata: ChangeMetadata): Promise<User> {
  if (user.deactivatedAt !== null || user.deletedAt !== null) return user;
  return changeAccount(manager, user, { deactivatedAt: metadata.at }, 'DEACTIVATED', metadata);
}

/** Soft-deletes a locked user. An earlier deactivation keeps its instant; deleting again changes nothing. */
export async function deleteUserAccount(manager: EntityManager, user: User, metadata: ChangeMetadata): Promise<User> {
  if (user.deletedAt !== null) return user;
  const changes = { deactivatedAt: user.deactivatedAt ?? metadata.at, deletedAt: metadata.at, invitedAgain: false };
  return changeAccount(manager, user, changes, 'DELETED', metadata);
}

/**
 * Withdraws a locked invitation. A user created for it leaves no offboarding; an earlier user who had been invited
 * again keeps the previous one.
 */
export async function withdrawInvitation(
  manager: EntityManager,
  invited: User,
  metadata: ChangeMetadata,
): Promise<User> {
  const gone = { deactivatedAt: invited.deactivatedAt ?? metadata.at, deletedAt: metadata.at, invitedAgain: false };
  const withdrawn = await updateUser(manager, invited, gone);
  await recordUserChange(manager, withdrawn, 'DELETED', metadata);
  return withdrawn;
}
