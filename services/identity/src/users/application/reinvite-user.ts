import type { EntityManager } from 'typeorm';
import { leavingFrom, signalOfInvitedAgain } from '../domain/leaver.js';
import type { User } from '../domain/user.js';
import { leaveGroups } from '../store/group-membership.store.js';
import { updateUser } from '../store/user.store.js';
import type { LifecycleCause } from './change-metadata.js';
import { tellOfUser } from './record-user-change.js';

/** What an invitation says. */
export type Invitation = Pick<User, 'email' | 'displayName' | 'grantedRoles'>;

/**
 * Invites a locked user who was deleted: the earlier person, with what the invitation says of them. Whoever was
 * leaving leaves all the same, unless they come before the refresh.
 */
export async function inviteAgain(
  manager: EntityManager,
  earlier: User,
  invitation: Invitation,
  cause: LifecycleCause,
): Promise<User> {
  await leaveGroups(manager, earlier.id);
  const { at } = cause;
  const known = earlier.objectId !== null;
  const invited = await updateUser(manager, earlier, {
    email: invitation.email,
    displayName: invitation.displayName,
    grantedRoles: invitation.grantedRoles,
    // Who invites decides about the roles; the directory writes memberships anew.
    groupRoles: [],
    invitedAt: at,
    invitationSentAt: at,
    firstSignedInAt: null,
    deactivatedAt: null,
    deletedAt: null,
    invitedAgain: known,
    ...leavingFrom(earlier, signalOfInvitedAgain({ ...earlier, known }, cause), cause),
  });
  await tellOfUser(manager, invited, 'INVITED', cause);
  return invited;
}
