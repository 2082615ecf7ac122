import type { EntityManager } from 'typeorm';
import type { ChangeMetadata } from '../../users/application/change-metadata.js';
import { isIndispensable } from '../../users/application/last-global-admin.js';
import { allRoles, normalizeRoles } from '../../users/domain/role.js';
import type { User } from '../../users/domain/user.js';
import { removeFromGroups } from '../../users/store/group-membership.store.js';
import { lockUsers, updateGroupRoles, updateUser } from '../../users/store/user.store.js';
import { recordActivities } from '../../users/store/user-activity.store.js';
import { publishUsersChanged } from '../../users/store/user-events.store.js';
import { rolesOfGroups } from '../store/scim-group.store.js';

/** What happens to the last GLOBAL_ADMIN when a group no longer brings the role. */
export type LastGlobalAdminRule = 'keep' | 'reject';

/** A change of group roles would leave the organization without a GLOBAL_ADMIN. */
export class LeavesNoGlobalAdmin extends Error {}

/**
 * Recomputes the group roles of users after a change of groups, members or the roles of a group. The last GLOBAL_ADMIN
 * keeps the role as one granted by hand: the change takes effect and does not lock all users out.
 */
export async function applyGroupRoles(
  manager: EntityManager,
  userIds: readonly string[],
  metadata: ChangeMetadata,
  lastGlobalAdmin: LastGlobalAdminRule,
): Promise<void> {
  const users = await lockUsers(manager, userIds);
  const roles = await rolesOfGroups(manager, userIds);
  const wanted = users
    .map((user) => ({ ...user, groupRoles: normalizeRoles(roles.get(user.id) ?? []) }))
    .filter(({ groupRoles }, index) => groupRoles.join() !== normalizeRoles(users[index]?.groupRoles ?? []).join());
  const demoted = wanted.filter(
    (user) => user.roles.includes('GLOBAL_ADMIN') && !allRoles(user).includes('GLOBAL_ADMIN'),
  );
  const others = wanted.filter((user) => !demoted.includes(user));
  const changed = await updateGroupRoles(manager, others);
  // One after the other: each may be the last GLOBAL_ADMIN after the ones before.
  for (const user of demoted) changed.push(await demote(manager, user, lastGlobalAdmin));
  const { at, requestId, actor, client } = metadata;
  const about = { kind: 'ROLES_CHANGED', actor, client, requestId, at } as const;
  await recordActivities(
    manager,
    changed.map(({ id, organizationId }) => ({ ...about, organizationId, userId: id })),
  );
  await publishUsersChanged(manager, changed, metadata);
}

async function demote(manager: EntityManager, user: User, lastGlobalAdmin: LastGlobalAdminRule): Promise<User> {
  const { groupRoles } = user;
  if (!(await isIndispensable(manager, user))) return updateUser(manager, user, { groupRoles });
  if (lastGlobalAdmin === 'reject') throw new LeavesNoGlobalAdmin();
  const grantedRoles = normalizeRoles([...user.grantedRoles, 'GLOBAL_ADMIN']);
  return updateUser(manager, user, { groupRoles, grantedRoles });
}

/** Removes a locked user from all groups, with their roles; the caller publishes the new state. */
export async function removeFromAllGroups<Known extends User>(manager: EntityManager, user: Known): Promise<Known> {
  await removeFromGroups(manager, user.id);
  return user.groupRoles.length === 0 ? user : { ...user, ...(await updateUser(manager, user, { groupRoles: [] })) };
}
