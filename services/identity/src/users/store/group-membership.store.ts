import type { EntityManager } from 'typeorm';

/** Removes a user from all groups: a directory that provisions the user again writes the memberships again. */
export async function removeFromGroups(manager: EntityManager, userId: string): Promise<void> {
  await manager.query('DELETE FROM identity.scim_group_member WHERE user_id = $1', [userId]);
}

/** Moves the memberships of one user to another. */
export async function moveMemberships(manager: EntityManager, from: string, to: string): Promise<void> {
  await removeFromGroups(manager, to);
  await manager.query('UPDATE identity.scim_group_member SET user_id = $2 WHERE user_id = $1', [from, to]);
}
