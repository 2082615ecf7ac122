import type { EntityManager } from 'typeorm';

/** A user is in no group any more: a directory that brings them back writes their memberships anew. */
export async function leaveGroups(manager: EntityManager, userId: string): Promise<void> {
  await manager.query('DELETE FROM identity.scim_group_member WHERE user_id = $1', [userId]);
}

/** One user takes the place of another one in every group. */
export async function handOverGroups(manager: EntityManager, from: string, to: string): Promise<void> {
  await leaveGroups(manager, to);
  await manager.query('UPDATE identity.scim_group_member SET user_id = $2 WHERE user_id = $1', [from, to]);
}
