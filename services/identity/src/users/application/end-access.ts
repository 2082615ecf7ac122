import type { EntityManager } from 'typeorm';
import type { User } from '../domain/user.js';
import { updateUser } from '../store/user.store.js';
import { changeAccount } from './change-account.js';
import type { LifecycleCause } from './change-metadata.js';
import { tellOfUser } from './record-user-change.js';

/** Ends the access of a locked user, who may be reactivated. Nothing changes for who is deactivated or deleted. */
export async function deactivateUser(manager: EntityManager, user: User, cause: LifecycleCause): Promise<User> {
  if (user.deactivatedAt !== null || user.deletedAt !== null) return user;
  return changeAccount(manager, user, { deactivatedAt: cause.at }, 'DEACTIVATED', cause);
}

/** Deletes a locked user, restorably. An earlier deactivation keeps its instant; deleting again is a repetition. */
export async function deleteUserAccount(manager: EntityManager, user: User, cause: LifecycleCause): Promise<User> {
  if (user.deletedAt !== null) return user;
  const changes = { deactivatedAt: user.deactivatedAt ?? cause.at, deletedAt: cause.at, invitedAgain: false };
  return changeAccount(manager, user, changes, 'DELETED', cause);
}

/**
 * Takes back a locked invitation that nobody is going to answer. Who was made for it never was anybody and leaves
 * nothing; an earlier person who had been invited again is as gone as before.
 */
export async function withdrawInvitation(manager: EntityManager, invited: User, cause: LifecycleCause): Promise<User> {
  const gone = { deactivatedAt: invited.deactivatedAt ?? cause.at, deletedAt: cause.at, invitedAgain: false };
  const withdrawn = await updateUser(manager, invited, gone);
  await tellOfUser(manager, withdrawn, 'DELETED', cause);
  return withdrawn;
}
