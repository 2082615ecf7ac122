import type { EntityManager } from 'typeorm';
import { changeAccount } from '../../users/application/change-account.js';
import type { LifecycleCause } from '../../users/application/change-metadata.js';
import { withdrawInvitation } from '../../users/application/end-access.js';
import { tellOfUser } from '../../users/application/record-user-change.js';
import { leavingFrom } from '../../users/domain/leaver.js';
import type { User } from '../../users/domain/user.js';
import { laterProfile } from '../../users/domain/work-profile.js';
import { handOverDirectoryEntry } from '../../users/store/directory-entry.store.js';
import { handOverGroups } from '../../users/store/group-membership.store.js';
import { insertUser, updateUser } from '../../users/store/user.store.js';

/** An invitation was answered by whom it was for, who does not leave any more if they did. */
export async function signInFirst(
  manager: EntityManager,
  invited: User,
  objectId: string,
  cause: LifecycleCause,
): Promise<User> {
  const changes = { objectId, firstSignedInAt: cause.at, invitedAgain: false };
  const user = await updateUser(manager, invited, { ...changes, ...leavingFrom(invited, null, cause) });
  await tellOfUser(manager, user, 'FIRST_SIGN_IN', cause);
  return user;
}

/**
 * An invitation was answered by somebody who is known from earlier, and deleted: that person comes back, as what the
 * invitation says, and the user who was made for the invitation goes. The directory finds them under the name that the
 * invitation has, and not under the one from before.
 */
export async function comeBack(
  manager: EntityManager,
  earlier: User,
  invitation: User,
  cause: LifecycleCause,
): Promise<User> {
  await withdrawInvitation(manager, invitation, cause);
  await handOverDirectoryEntry(manager, invitation.id, earlier.id);
  await handOverGroups(manager, invitation.id, earlier.id);
  const { email, displayName, grantedRoles, groupRoles, invitedAt, invitationSentAt } = invitation;
  const said = { email, displayName, grantedRoles, groupRoles, invitedAt, invitationSentAt };
  const work = laterProfile(earlier, invitation);
  const back = { ...said, ...work, firstSignedInAt: cause.at, deactivatedAt: null, deletedAt: null };
  return changeAccount(manager, earlier, back, 'RESTORED', cause);
}

/**
 * An invitation that was meant for an earlier person was answered by somebody new, who has the address now: a new
 * user. The earlier person is as gone as before.
 */
export async function comeInstead(
  manager: EntityManager,
  invitation: User,
  objectId: string,
  cause: LifecycleCause,
): Promise<User> {
  await withdrawInvitation(manager, invitation, cause);
  const { organizationId, email, displayName, grantedRoles, invitedAt, invitationSentAt } = invitation;
  const said = { organizationId, email, displayName, grantedRoles, invitedAt, invitationSentAt };
  const invited = await insertUser(manager, said);
  if (invited === undefined) throw new Error('An address that was freed is taken.');
  const user = await updateUser(manager, invited, { objectId, firstSignedInAt: cause.at });
  await tellOfUser(manager, user, 'FIRST_SIGN_IN', { ...cause, actor: `person:${user.id}` });
  return user;
}
