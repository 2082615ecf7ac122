import { forgetMismatch } from '../../sign-in/store/directory-mismatch.store.js';
import { deactivateUser, deleteUserAccount, withdrawInvitation } from '../../users/application/end-access.js';
import { reactivateUser } from '../../users/application/restore-access.js';
import { addressKey } from '../../users/domain/email-address.js';
import { type User, userStatus } from '../../users/domain/user.js';
import type { WorkProfile } from '../../users/domain/work-profile.js';
import { lockDirectoryKeys, saveDirectoryEntry, touchDirectoryEntry } from '../../users/store/directory-entry.store.js';
import { updateUser } from '../../users/store/user.store.js';
import { announceUser } from '../../users/store/user-events.store.js';
import { type Account, userNameOf } from '../domain/account.js';
import type { DirectoryUser } from '../domain/directory-user.js';
import { findNamesakes, isOfSomebodyDeleted, lockDirectoryUser } from '../store/directory-user.store.js';
import { AnotherPerson } from './external-id-conflict.js';
import { leaveEveryGroup } from './group-roles.js';
import { Overtaken, type Provisioning, taken } from './provisioning.js';

/** An invitation that nobody has answered and no directory has taken up. */
export function isOpenInvitation(user: DirectoryUser): boolean {
  return userStatus(user) === 'INVITED' && (user.userName === null || user.invitedAgain);
}

/** Makes a locked user what the directory says of them; nothing is written where that is what they are. */
export async function applyAccount(provisioning: Provisioning, user: DirectoryUser, account: Account): Promise<void> {
  const described = await describe(provisioning, user, account);
  await activate(provisioning, described, account.active);
}

/** Everything but whether they are active. */
export async function describe(provisioning: Provisioning, user: DirectoryUser, account: Account): Promise<User> {
  const { manager, cause } = provisioning;
  const objectId = await chooseObjectId(provisioning, user, account);
  const changes = {
    ...(account.email !== user.email && { email: account.email }),
    ...(account.displayName !== user.displayName && { displayName: account.displayName }),
    ...(objectId !== user.objectId && { objectId }),
    ...changedWork(user, account.work),
  };
  if (Object.keys(changes).length === 0 && sameEntry(user, account)) return user;
  await makeRoom(provisioning, user, account);
  await saveDirectoryEntry(manager, user, account, cause.at);
  const changed = await updateUser(manager, user, changes);
  await announceUser(manager, changed, cause);
  return changed;
}

/** Ends or gives back the access of a locked user; a directory that says nothing changes nothing. */
export async function activate({ manager, cause }: Provisioning, user: User, active: boolean | null): Promise<void> {
  if (active === null) return;
  const changed = await (active ? reactivateUser : deactivateUser)(manager, user, cause);
  if (changed !== user) await touchDirectoryEntry(manager, user.id, cause.at);
}

/**
 * A user who has signed in has proved the object id, and a user who is invited again is known by it: another object id
 * would give the account to another person, and is rejected. The object id of a deleted user stays with that user, who comes
 * back with it at the next sign-in, into the place of this user.
 */
async function chooseObjectId(
  { manager, organizationId }: Provisioning,
  user: DirectoryUser,
  { objectId }: Account,
): Promise<string | null> {
  if (objectId === undefined) return user.objectId;
  if (objectId === user.objectId) {
    await forgetMismatch(manager, user.id);
    return objectId;
  }
  if (user.objectId !== null && (user.firstSignedInAt !== null || user.invitedAgain))
    throw new AnotherPerson(user, objectId);
  if (objectId === null) return null;
  return (await isOfSomebodyDeleted(manager, organizationId, objectId)) ? null : objectId;
}

/** Another person's account that is inactive, whose name the directory now gives to another person. */
export function hasGivenUpItsName(user: DirectoryUser, { objectId }: Account): boolean {
  return user.deactivatedAt !== null && user.objectId !== null && !!objectId && user.objectId !== objectId;
}

/**
 * An open invitation of the same address gives way, for the directory cannot take it back itself, and before a person who
 * comes or comes back an inactive account of another one; anybody else who has name or address is in the way.
 */
export async function makeRoom(
  provisioning: Provisioning,
  user: DirectoryUser,
  account: Account,
  { comes } = { comes: false },
): Promise<void> {
  const { manager, organizationId, cause } = provisioning;
  const renamed = addressKey(account.userName) !== addressKey(userNameOf(user));
  const moved = addressKey(account.email) !== addressKey(user.email);
  if (!renamed && !moved && user.deletedAt === null) return;
  await lockDirectoryKeys(manager, organizationId, [`name ${addressKey(account.userName)}`]);
  const [byUserName, byAddress] = await findNamesakes(manager, organizationId, account);
  for (const namesake of byUserName?.id === byAddress?.id ? [byAddress] : [byUserName, byAddress]) {
    if (namesake === undefined || namesake.id === user.id) continue;
    const givesWay = (holder: DirectoryUser) =>
      isOpenInvitation(holder) || (comes && hasGivenUpItsName(holder, account));
    if (!givesWay(namesake)) throw taken();
    const holder = await lockDirectoryUser(manager, namesake.id);
    if (holder === undefined || holder.deletedAt !== null || !givesWay(holder)) throw new Overtaken();
    if (isOpenInvitation(holder)) await withdrawInvitation(manager, holder, cause);
    else await deleteUserAccount(manager, await leaveEveryGroup(manager, holder), cause);
  }
}

/** What of where they work is another than before. */
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
