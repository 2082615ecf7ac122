import type { Dependencies } from '../../dependencies.js';
import { deleteUserAccount, withdrawInvitation } from '../../users/application/end-access.js';
import { tellOfUser } from '../../users/application/record-user-change.js';
import { restoreUserAccount } from '../../users/application/restore-access.js';
import { addressKey } from '../../users/domain/email-address.js';
import { leavingFrom } from '../../users/domain/leaver.js';
import { lockDirectoryKeys, saveDirectoryEntry, touchDirectoryEntry } from '../../users/store/directory-entry.store.js';
import { insertUser, updateUser } from '../../users/store/user.store.js';
import { announceUser } from '../../users/store/user-events.store.js';
import { type Account, describeAccount } from '../domain/account.js';
import type { GivenUser } from '../domain/attributes/read-user.js';
import type { DirectoryUser } from '../domain/directory-user.js';
import { lockByObjectId, lockNamesake } from '../store/directory-user.store.js';
import { activate, applyAccount, describe, hasGivenUpItsName, isOpenInvitation, makeRoom } from './apply-account.js';
import { leaveEveryGroup } from './group-roles.js';
import { type DirectoryRequest, Overtaken, type Provisioning, present, provision, taken } from './provisioning.js';

/**
 * Creates a user, or brings one back: with a known object id the earlier user, deleted, deactivated or invited; with a known
 * name the invited user; else a new user, who takes the name of an inactive account of another person. Of several concurrent
 * requests for one person one creates the user, the others find it.
 */
export async function createUser(
  deps: Dependencies,
  request: DirectoryRequest,
  given: GivenUser,
): Promise<DirectoryUser> {
  const wanted = describeAccount(given, undefined);
  return provision(deps, request, async (provisioning) => {
    const { manager, organizationId } = provisioning;
    const keys = [`name ${addressKey(wanted.userName)}`];
    if (wanted.objectId) keys.push(`person ${wanted.objectId}`);
    await lockDirectoryKeys(manager, organizationId, keys);
    const existing = await findPerson(provisioning, wanted);
    if (existing === undefined) return present(provisioning, await addUser(provisioning, wanted, []));
    const account = describeAccount(given, existing);
    if (existing.deletedAt !== null) await restore(provisioning, existing, account);
    else if (isWelcomeBack(existing, account)) await bringBack(provisioning, existing, account);
    else if (hasGivenUpItsName(existing, account))
      return present(provisioning, await succeed(provisioning, existing, account));
    else if (!isOpenInvitation(existing)) throw taken();
    else if (isForSomebodyElse(existing, account))
      return present(provisioning, await replace(provisioning, existing, account));
    else await adopt(provisioning, existing, account);
    return present(provisioning, existing.id);
  });
}

async function findPerson(
  { manager, organizationId }: Provisioning,
  wanted: Account,
): Promise<DirectoryUser | undefined> {
  const { objectId } = wanted;
  const known = objectId ? await lockByObjectId(manager, organizationId, objectId) : undefined;
  if (known !== undefined) return known;
  const namesake = await lockNamesake(manager, organizationId, wanted);
  if (namesake?.deletedAt) throw new Overtaken();
  return namesake;
}

async function addUser(
  provisioning: Provisioning,
  account: Account,
  grantedRoles: DirectoryUser['grantedRoles'],
): Promise<string> {
  const { manager, organizationId, cause } = provisioning;
  const { email, displayName, objectId = null, active, work } = account;
  const said = { organizationId, email, displayName, grantedRoles, objectId, invitedAt: cause.at, ...work };
  const user = await insertUser(manager, said);
  if (user === undefined) throw new Overtaken();
  await saveDirectoryEntry(manager, user, account, cause.at);
  await tellOfUser(manager, user, 'INVITED', cause);
  await activate(provisioning, user, active);
  return user.id;
}

/** Who is invited is who the directory says. Somebody who was leaving has come back when it knows them as the same. */
async function adopt(provisioning: Provisioning, invited: DirectoryUser, account: Account): Promise<void> {
  const { manager, cause } = provisioning;
  await makeRoom(provisioning, invited, account, { comes: true });
  await saveDirectoryEntry(manager, invited, account, cause.at);
  if (!invited.invitedAgain || account.objectId !== invited.objectId)
    return applyAccount(provisioning, invited, account);
  const stays = leavingFrom(invited, null, cause);
  const back = await updateUser(manager, invited, { invitedAgain: false, ...stays });
  await announceUser(manager, back, cause);
  await applyAccount(provisioning, { ...invited, ...back }, account);
}

/** The address was meant for an earlier person, whom the directory knows as somebody else. */
function isForSomebodyElse(invited: DirectoryUser, { objectId }: Account): boolean {
  return invited.invitedAgain && !!objectId && invited.objectId !== objectId;
}

/** A deactivated person whom the directory knows by the same object id, or by the name where it never gave one. */
function isWelcomeBack(user: DirectoryUser, { objectId, active }: Account): boolean {
  if (user.deactivatedAt === null || !objectId || active === false) return false;
  return user.objectId === null || user.objectId === objectId;
}

async function bringBack(provisioning: Provisioning, deactivated: DirectoryUser, account: Account): Promise<void> {
  const { manager, cause } = provisioning;
  await makeRoom(provisioning, deactivated, account, { comes: true });
  await saveDirectoryEntry(manager, deactivated, account, cause.at);
  await applyAccount(provisioning, deactivated, { ...account, active: true });
}

async function succeed(provisioning: Provisioning, earlier: DirectoryUser, account: Account): Promise<string> {
  const { manager, cause } = provisioning;
  await deleteUserAccount(manager, await leaveEveryGroup(manager, earlier), cause);
  return addUser(provisioning, account, []);
}

async function replace(provisioning: Provisioning, invited: DirectoryUser, account: Account): Promise<string> {
  await withdrawInvitation(provisioning.manager, invited, provisioning.cause);
  return addUser(provisioning, account, invited.grantedRoles);
}

/** The earlier person comes back, under today's name: name and address first, for the old ones may be taken. */
async function restore(provisioning: Provisioning, earlier: DirectoryUser, account: Account): Promise<void> {
  const { manager, cause } = provisioning;
  await makeRoom(provisioning, earlier, account, { comes: true });
  const described = await describe(provisioning, await leaveEveryGroup(manager, earlier), account);
  const restored = await restoreUserAccount(manager, described, cause);
  await touchDirectoryEntry(manager, earlier.id, cause.at);
  await activate(provisioning, restored, account.active ?? true);
}
