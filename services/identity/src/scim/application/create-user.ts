import type { Dependencies } from '../../dependencies.js';
import { deleteUserAccount, withdrawInvitation } from '../../users/application/end-access.js';
import { recordUserChange } from '../../users/application/record-user-change.js';
import { restoreUserAccount } from '../../users/application/restore-access.js';
import { addressKey } from '../../users/domain/email-address.js';
import { offboardingFrom } from '../../users/domain/leaver.js';
import { lockDirectoryKeys, saveDirectoryEntry, touchDirectoryEntry } from '../../users/store/directory-entry.store.js';
import { insertUser, updateUser } from '../../users/store/user.store.js';
import { publishUserChanged } from '../../users/store/user-events.store.js';
import { type Account, describeAccount } from '../domain/account.js';
import type { GivenUser } from '../domain/attributes/read-user.js';
import type { DirectoryUser } from '../domain/directory-user.js';
import { lockByObjectId, lockNamesake } from '../store/directory-user.store.js';
import {
  activate,
  applyAccount,
  describe,
  isOpenInvitation,
  isSuperseded,
  releaseNameAndAddress,
} from './apply-account.js';
import { removeFromAllGroups } from './group-roles.js';
import {
  alreadyTaken,
  ConcurrentChange,
  currentUser,
  type DirectoryRequest,
  type Provisioning,
  provision,
} from './provisioning.js';

/**
 * Creates a user or restores one. A known object id finds the earlier user, whether deleted, deactivated or invited; a
 * known name finds the invited user; otherwise a new user is created, who takes the name of an inactive account of
 * another person. Of several concurrent requests for one person, one creates the user and the others find it.
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
    if (existing === undefined) return currentUser(provisioning, await addUser(provisioning, wanted, []));
    const account = describeAccount(given, existing);
    if (existing.deletedAt !== null) await restore(provisioning, existing, account);
    else if (mayComeBack(existing, account)) await reactivate(provisioning, existing, account);
    else if (isSuperseded(existing, account))
      return currentUser(provisioning, await replaceInactive(provisioning, existing, account));
    else if (!isOpenInvitation(existing)) throw alreadyTaken();
    else if (isForAnotherPerson(existing, account))
      return currentUser(provisioning, await replaceInvitation(provisioning, existing, account));
    else await adoptInvitation(provisioning, existing, account);
    return currentUser(provisioning, existing.id);
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
  if (namesake?.deletedAt) throw new ConcurrentChange();
  return namesake;
}

async function addUser(
  provisioning: Provisioning,
  account: Account,
  grantedRoles: DirectoryUser['grantedRoles'],
): Promise<string> {
  const { manager, organizationId, metadata } = provisioning;
  const { email, displayName, objectId = null, active, work } = account;
  const said = { organizationId, email, displayName, grantedRoles, objectId, invitedAt: metadata.at, ...work };
  const user = await insertUser(manager, said);
  if (user === undefined) throw new ConcurrentChange();
  await saveDirectoryEntry(manager, user, account, metadata.at);
  await recordUserChange(manager, user, 'INVITED', metadata);
  await activate(provisioning, user, active);
  return user.id;
}

/**
 * Applies the account to an invited user. The offboarding of a leaver ends when the directory knows the user by the
 * same object id.
 */
async function adoptInvitation(provisioning: Provisioning, invited: DirectoryUser, account: Account): Promise<void> {
  const { manager, metadata } = provisioning;
  await releaseNameAndAddress(provisioning, invited, account, { comes: true });
  await saveDirectoryEntry(manager, invited, account, metadata.at);
  if (!invited.invitedAgain || account.objectId !== invited.objectId)
    return applyAccount(provisioning, invited, account);
  const stays = offboardingFrom(invited, null, metadata);
  const back = await updateUser(manager, invited, { invitedAgain: false, ...stays });
  await publishUserChanged(manager, back, metadata);
  await applyAccount(provisioning, { ...invited, ...back }, account);
}

/** Whether the address was meant for an earlier user whom the directory knows as another person. */
function isForAnotherPerson(invited: DirectoryUser, { objectId }: Account): boolean {
  return invited.invitedAgain && !!objectId && invited.objectId !== objectId;
}

/**
 * Whether a deactivated user is known to the directory by the same object id, or by the name when it never sent one.
 */
function mayComeBack(user: DirectoryUser, { objectId, active }: Account): boolean {
  if (user.deactivatedAt === null || !objectId || active === false) return false;
  return user.objectId === null || user.objectId === objectId;
}

async function reactivate(provisioning: Provisioning, deactivated: DirectoryUser, account: Account): Promise<void> {
  const { manager, metadata } = provisioning;
  await releaseNameAndAddress(provisioning, deactivated, account, { comes: true });
  await saveDirectoryEntry(manager, deactivated, account, metadata.at);
  await applyAccount(provisioning, deactivated, { ...account, active: true });
}

async function replaceInactive(provisioning: Provisioning, earlier: DirectoryUser, account: Account): Promise<string> {
  const { manager, metadata } = provisioning;
  await deleteUserAccount(manager, await removeFromAllGroups(manager, earlier), metadata);
  return addUser(provisioning, account, []);
}

async function replaceInvitation(
  provisioning: Provisioning,
  invited: DirectoryUser,
  account: Account,
): Promise<string> {
  await withdrawInvitation(provisioning.manager, invited, provisioning.metadata);
  return addUser(provisioning, account, invited.grantedRoles);
}

/** Restores an earlier user under the current name: name and address come first, because the old ones may be taken. */
async function restore(provisioning: Provisioning, earlier: DirectoryUser, account: Account): Promise<void> {
  const { manager, metadata } = provisioning;
  await releaseNameAndAddress(provisioning, earlier, account, { comes: true });
  const described = await describe(provisioning, await removeFromAllGroups(manager, earlier), account);
  const restored = await restoreUserAccount(manager, described, metadata);
  await touchDirectoryEntry(manager, earlier.id, metadata.at);
  await activate(provisioning, restored, account.active ?? true);
}
