import { deleteMismatch } from '../../sign-in/store/directory-mismatch.store.js';
import { deactivateUser, deleteUserAccount, withdrawInvitation } from '../../users/application/end-access.js';
import { reactivateUser } from '../../users/application/restore-access.js';
import { addressKey } from '../../users/domain/email-address.js';
import { type User, userStatus } from '../../users/domain/user.js';
import type { WorkProfile } from '../../users/domain/work-profile.js';
import { lockDirectoryKeys, saveDirectoryEntry, touchDirectoryEntry } from '../../users/store/directory-entry.store.js';
import { updateUser } from '../../users/store/user.store.js';
import { publishUserChanged } from '../../users/store/user-events.store.js';
import { type Account, userNameOf } from '../domain/account.js';
import type { DirectoryUser } from '../domain/directory-user.js';
import { belongsToDeletedUser, findNamesakes, lockDirectoryUser } from '../store/directory-user.store.js';
import { ExternalIdConflict } from './external-id-conflict.js';
import { removeFromAllGroups } from './group-roles.js';
import { alreadyTaken, ConcurrentChange, type Provisioning } from './provisioning.js';

/** Whether the user is an unanswered invitation that no directory has provisioned. */
export function isOpenInvitation(user: DirectoryUser): boolean {
  return userStatus(user) === 'INVITED' && (user.userName === null || user.invitedAgain);
}

/** Updates a locked user to the account that the directory describes; writes nothing when they are equal. */
export async function applyAccount(provisioning: Provisioning, user: DirectoryUser, account: Account): Promise<void> {
  const described = await describe(provisioning, user, account);
  await activate(provisioning, described, account.active);
}

/** Updates everything except `active`. */
export async function describe(provisioning: Provisioning, user: DirectoryUser, account: Account): Promise<User> {
  const { manager, metadata } = provisioning;
  const objectId = await chooseObjectId(provisioning, user, account);
  const changes = {
    ...(account.email !== user.email && { email: account.email }),
    ...(account.displayName !== user.displayName && { displayName: account.displayName }),
    ...(objectId !== user.objectId && { objectId }),
    ...changedWork(user, account.work),
  };
  if (Object.keys(changes).length === 0 && sameEntry(user, account)) return user;
  await releaseNameAndAddress(provisioning, user, account);
  await saveDirectoryEntry(manager, user, account, metadata.at);
  const changed = await updateUser(manager, user, changes);
  await publishUserChanged(manager, changed, metadata);
  return changed;
}

/** Deactivates or reactivates a locked user; null changes nothing. */
export async function activate({ manager, metadata }: Provisioning, user: User, active: boolean | null): Promise<void> {
  if (active === null) return;
  const changed = await (active ? reactivateUser : deactivateUser)(manager, user, metadata);
  if (changed !== user) await touchDirectoryEntry(manager, user.id, metadata.at);
}

/**
 * Chooses the object id. A user who has signed in has proved the object id, and a user who was invited again is known
 * by it: another one would give the account to another person and is rejected. The object id of a deleted user stays
 * with that user, who comes back with it at the next sign-in and replaces this user.
 */
async function chooseObjectId(
  { manager, organizationId }: Provisioning,
  user: DirectoryUser,
  { objectId }: Account,
): Promise<string | null> {
  if (objectId === undefined) return user.objectId;
  if (objectId === user.objectId) {
    await deleteMismatch(manager, user.id);
    return objectId;
  }
  if (user.objectId !== null && (user.firstSignedInAt !== null || user.invitedAgain))
    throw new ExternalIdConflict(user, objectId);
  if (objectId === null) return null;
  return (await belongsToDeletedUser(manager, organizationId, objectId)) ? null : objectId;
}

/** Whether the user is an inactive account whose name the directory now gives to another person. */
export function isSuperseded(user: DirectoryUser, { objectId }: Account): boolean {
  return user.deactivatedAt !== null && user.objectId !== null && !!objectId && user.objectId !== objectId;
}

/**
 * Releases name and address for a user: withdraws an open invitation with the same address, which the directory cannot
 * withdraw itself, and before a user who comes (back) deletes an inactive account of another person. Any other user
 * with the name or address is a conflict.
 */
export async function releaseNameAndAddress(
  provisioning: Provisioning,
  user: DirectoryUser,
  account: Account,
  { comes } = { comes: false },
): Promise<void> {
  const { manager, organizationId, metadata } = provisioning;
  const renamed = addressKey(account.userName) !== addressKey(userNameOf(user));
  const moved = addressKey(account.email) !== addressKey(user.email);
  if (!renamed && !moved && user.deletedAt === null) return;
  await lockDirectoryKeys(manager, organizationId, [`name ${addressKey(account.userName)}`]);
  const [byUserName, byAddress] = await findNamesakes(manager, organizationId, account);
  for (const namesake of byUserName?.id === byAddress?.id ? [byAddress] : [byUserName, byAddress]) {
    if (namesake === undefined || namesake.id === user.id) continue;
    const givesWay = (holder: DirectoryUser) => isOpenInvitation(holder) || (comes && isSuperseded(holder, account));
    if (!givesWay(namesake)) throw alreadyTaken();
    const holder = await lockDirectoryUser(manager, namesake.id);
    if (holder === undefined || holder.deletedAt !== null || !givesWay(holder)) throw new ConcurrentChange();
    if (isOpenInvitation(holder)) await withdrawInvitation(manager, holder, metadata);
    else await deleteUserAccount(manager, await removeFromAllGroups(manager, holder), metadata);
  }
}

/** The values of the work profile that differ. */
function changedWork(user: DirectoryUser, work: WorkProfile): Partial<WorkProfile> {
  const names = Object.keys(work) as (keyof WorkProfile)[];
  return Object.fromEntries(names.filter((name) => work[name] !== user[name]).map((name) => [name, work[name]]));
}

function sameEntry(user: DirectoryUser, account: Account): boolean {
  return (
    userNameOf(user) === account.userName &&
    (user.workEmail ?? user.email) === (account.workEmail ?? account.email) &&
    user.givenName === account.givenName &&
    user.familyName === account.familyName &&
    (account.externalId ?? user.externalId) === user.externalId &&
    (account.workEmailPrimary ?? user.workEmailPrimary) === user.workEmailPrimary
  );
}
