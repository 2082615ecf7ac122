import type { EntityManager } from 'typeorm';
import { offboardingFrom, signalAfterReinvitation } from '../domain/leaver.js';
import type { User } from '../domain/user.js';
import { removeFromGroups } from '../store/group-membership.store.js';
import { updateUser } from '../store/user.store.js';
import type { ChangeMetadata } from './change-metadata.js';
import { recordUserChange } from './record-user-change.js';

/** The data of an invitation. */
export type Invitation = Pick<User, 'email' | 'displayName' | 'grantedRoles'>;

/**
 * Invites a locked, deleted user again, with the data of the new invitation. A pending offboarding stays unless the
 * user signs in before the refresh.
 */
export async function reinviteUser(
  manager: EntityManager,
  earlier: User,
  invitation: Invitation,
  metadata: ChangeMetadata,
): Promise<User> {
  await removeFromGroups(manager, earlier.id);
  const { at } = metadata;
  const known = earlier.objectId !== null;
  const invited = await updateUser(manager, earlier, {
    email: invitation.email,
    displayName: invitation.displayName,
    grantedRoles: invitation.grantedRoles,
    // The inviter decides about roles; the directory writes memberships again.
    groupRoles: [],
    invitedAt: at,
    invitationSentAt: null,
    firstSignedInAt: null,
    deactivatedAt: null,
    deletedAt: null,
    invitedAgain: known,
    ...offboardingFrom(earlier, signalAfterReinvitation({ ...earlier, known }, metadata), metadata),
  });
  await recordUserChange(manager, invited, 'INVITED', metadata);
  return invited;
}
