import { violatedConstraint } from '@app/subgraph-kit/database/transaction';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { Dependencies } from '../../dependencies.js';
import type { GivenGroup } from '../domain/attributes/group-attributes.js';
import { notFound, rejected } from '../domain/scim-error.js';
import type { ScimGroup } from '../domain/scim-group.js';
import {
  changeMembers,
  GROUP_NAME_CONSTRAINT,
  insertGroup,
  lockGroup,
  lockKnownUsers,
  memberIds,
  removeGroup,
  updateGroup,
} from '../store/scim-group.store.js';
import { applyGroupRoles } from './group-roles.js';
import { type DirectoryRequest, type Provisioning, provision } from './provisioning.js';

/** Creates a group with its members. It has no roles until an administrator sets them. */
export async function createGroup(deps: Dependencies, request: DirectoryRequest, given: GivenGroup): Promise<string> {
  return writing(deps, request, async (provisioning) => {
    const { manager, organizationId, metadata } = provisioning;
    const { displayName, externalId } = given;
    const group = await insertGroup(manager, { organizationId, displayName, externalId, createdAt: metadata.at });
    await setMembers(provisioning, group, [], given.members);
    return group.id;
  });
}

/** Changes a group to the result of `change`, which gets the current state; writes nothing when they are equal. */
export async function changeGroup(
  deps: Dependencies,
  request: DirectoryRequest,
  id: string,
  change: (group: GivenGroup) => GivenGroup,
): Promise<void> {
  await writing(deps, request, async (provisioning) => {
    const { manager, metadata } = provisioning;
    const group = await lockPresent(provisioning, id);
    const members = await memberIds(manager, group.id);
    const { displayName, externalId } = group;
    const wanted = change({ displayName, externalId, members });
    const changedMembers = await setMembers(provisioning, group, members, wanted.members);
    const renamed = wanted.displayName !== displayName || wanted.externalId !== externalId;
    if (!renamed && !changedMembers) return;
    await updateGroup(manager, group, { displayName: wanted.displayName, externalId: wanted.externalId }, metadata.at);
  });
}

/** Deletes a group; its members lose the roles that they have by this group alone. */
export async function deleteGroup(deps: Dependencies, request: DirectoryRequest, id: string): Promise<void> {
  await writing(deps, request, async (provisioning) => {
    const { manager, metadata } = provisioning;
    const group = await lockPresent(provisioning, id);
    const members = await memberIds(manager, group.id);
    await lockKnownUsers(manager, members);
    await removeGroup(manager, group.id);
    if (group.roles.length > 0) await applyGroupRoles(manager, members, metadata, 'keep');
  });
}

async function lockPresent({ manager }: Provisioning, id: string): Promise<ScimGroup> {
  const group = isUuid(id) ? await lockGroup(manager, id) : undefined;
  if (group === undefined) throw notFound();
  return group;
}

/** Sets the members and returns whether they changed. Deleted users are never members. */
async function setMembers(
  { manager, metadata }: Provisioning,
  group: ScimGroup,
  members: readonly string[],
  wanted: readonly string[],
): Promise<boolean> {
  const [before, after] = [new Set(members), new Set(wanted)];
  const removed = members.filter((id) => !after.has(id));
  const candidates = wanted.filter((id) => !before.has(id));
  const known = await lockKnownUsers(manager, [...candidates, ...removed]);
  const unknown = candidates.find((id) => !known.has(id));
  if (unknown !== undefined)
    throw rejected('invalidValue', `members: there is no user with the id ${unknown}. Provision the user first.`);
  const added = candidates.filter((id) => known.get(id) === false);
  if (added.length + removed.length === 0) return false;
  await changeMembers(manager, group, { added, removed });
  if (group.roles.length > 0) await applyGroupRoles(manager, [...added, ...removed], metadata, 'keep');
  return true;
}

async function writing<Result>(
  deps: Dependencies,
  request: DirectoryRequest,
  work: (provisioning: Provisioning) => Promise<Result>,
): Promise<Result> {
  try {
    return await provision(deps, request, work);
  } catch (error) {
    if (violatedConstraint(error) !== GROUP_NAME_CONSTRAINT) throw error;
    throw rejected('uniqueness', 'Another group of this organization has this displayName.');
  }
}
