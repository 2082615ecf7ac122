import type { EntityManager } from 'typeorm';
import { changeAccount } from '../../users/application/change-account.js';
import type { ChangeMetadata } from '../../users/application/change-metadata.js';
import { withdrawInvitation } from '../../users/application/end-access.js';
import { recordUserChange } from '../../users/application/record-user-change.js';
import { offboardingFrom } from '../../users/domain/leaver.js';
import type { User } from '../../users/domain/user.js';
import { laterProfile } from '../../users/domain/work-profile.js';
import { moveDirectoryEntry } from '../../users/store/directory-entry.store.js';
import { moveMemberships } from '../../users/store/group-membership.store.js';
import { insertUser, updateUser } from '../../users/store/user.store.js';

/** Binds an invited user to the person who signs in for the first time; a pending offboarding ends. */
export async function signInFirst(
  manager: EntityManager,
  invited: User,
  objectId: string,
  metadata: ChangeMetadata,
): Promise<User> {
  const changes = { objectId, firstSignedInAt: metadata.at, invitedAgain: false };
  const user = await updateUser(manager, invited, { ...changes, ...offboardingFrom(invited, null, metadata) });
  await recordUserChange(manager, user, 'FIRST_SIGN_IN', metadata);
  return user;
}

/**
 * Restores a deleted user who accepts a new invitation: the user takes over address, name, roles and directory entry of
 * the invitation, and the user created for the invitation is withdrawn.
 */
export async function comeBack(
  manager: EntityManager,
  earlier: User,
  invitation: User,
  metadata: ChangeMetadata,
): Promise<User> {
  await withdrawInvitation(manager, invitation, metadata);
  await moveDirectoryEntry(manager, invitation.id, earlier.id);
  await moveMemberships(manager, invitation.id, earlier.id);
  const { email, displayName, grantedRoles, groupRoles, invitedAt, invitationSentAt } = invitation;
  const said = { email, displayName, grantedRoles, groupRoles, invitedAt, invitationSentAt };
  const work = laterProfile(earlier, invitation);
  const back = { ...said, ...work, firstSignedInAt: metadata.at, deactivatedAt: null, deletedAt: null };
  return changeAccount(manager, earlier, back, 'RESTORED', metadata);
}

/**
 * Creates a new user when another person accepts an invitation meant for an earlier user. The earlier user stays
 * deleted.
 */
export async function comeInstead(
  manager: EntityManager,
  invitation: User,
  objectId: string,
  metadata: ChangeMetadata,
): Promise<User> {
  await withdrawInvitation(manager, invitation, metadata);
  const { organizationId, email, displayName, grantedRoles, invitedAt, invitationSentAt } = invitation;
  const said = { organizationId, email, displayName, grantedRoles, invitedAt, invitationSentAt };
  const invited = await insertUser(manager, said);
  if (invited === undefined) throw new Error('A released address is taken.');
  const user = await updateUser(manager, invited, { objectId, firstSignedInAt: metadata.at });
  await recordUserChange(manager, user, 'FIRST_SIGN_IN', { ...metadata, actor: `person:${user.id}` });
  return user;
}
