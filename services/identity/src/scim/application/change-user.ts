import { isUuid } from '@app/subgraph-kit/values/text';
import type { Dependencies } from '../../dependencies.js';
import { deleteUserAccount } from '../../users/application/end-access.js';
import { describeAccount } from '../domain/account.js';
import type { GivenUser } from '../domain/attributes/read-user.js';
import type { DirectoryUser } from '../domain/directory-user.js';
import { notFound } from '../domain/scim-error.js';
import { lockDirectoryUser } from '../store/directory-user.store.js';
import { applyAccount } from './apply-account.js';
import { removeFromAllGroups } from './group-roles.js';
import { currentUser, type DirectoryRequest, type Provisioning, provision } from './provisioning.js';

/** Changes a user who is not deleted to the result of `attributes`, which gets the current state. */
export async function changeUser(
  deps: Dependencies,
  request: DirectoryRequest,
  id: string,
  attributes: (user: DirectoryUser) => GivenUser,
): Promise<DirectoryUser> {
  return provision(deps, request, async (provisioning) => {
    const user = await lockPresent(provisioning, id);
    await applyAccount(provisioning, user, describeAccount(attributes(user), user));
    return currentUser(provisioning, user.id);
  });
}

/** Deletes a user and all memberships; a user who comes back is found by object id. */
export async function deleteUser(deps: Dependencies, request: DirectoryRequest, id: string): Promise<void> {
  await provision(deps, request, async (provisioning) => {
    const user = await lockPresent(provisioning, id);
    const { manager, metadata } = provisioning;
    await deleteUserAccount(manager, await removeFromAllGroups(manager, user), metadata);
  });
}

async function lockPresent({ manager }: Provisioning, id: string): Promise<DirectoryUser> {
  const user = isUuid(id) ? await lockDirectoryUser(manager, id) : undefined;
  if (user === undefined || user.deletedAt !== null) throw notFound();
  return user;
}
