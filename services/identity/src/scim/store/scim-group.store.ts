import { boolean, columns, instant, integer, nullable, text, texts, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { Role } from '../../users/domain/role.js';
import type { ScimGroup } from '../domain/scim-group.js';

/** The unique constraint of group names within an organization. */
export const GROUP_NAME_CONSTRAINT = 'scim_group_name';

export const GROUP = columns(
  {
    id: uuid(),
    organizationId: uuid(),
    version: integer(),
    displayName: text(),
    externalId: nullable(text()),
    roles: texts<Role>(),
    createdAt: instant(),
    changedAt: instant(),
  },
  'g',
);

const LOCKED_BY_ID = {
  columns: GROUP,
  text: `SELECT ${GROUP} FROM identity.scim_group g WHERE g.id = $1 FOR UPDATE`,
};

const INSERT = {
  columns: GROUP,
  text: `INSERT INTO identity.scim_group AS g
      (organization_id, version, display_name, external_id, roles, created_at, changed_at)
    VALUES ($1, 1, $2, $3, '{}', $4, $4) RETURNING ${GROUP}`,
};

const MEMBER_IDS = {
  columns: columns({ id: uuid('user_id') }),
  text: 'SELECT user_id AS id FROM identity.scim_group_member WHERE group_id = $1',
};

const LOCKED_USERS = {
  columns: columns({ id: uuid(), deleted: boolean('deleted_at IS NOT NULL') }),
  text: `SELECT id, deleted_at IS NOT NULL AS deleted FROM identity.user_account WHERE id = ANY ($1::uuid[])
    ORDER BY id FOR UPDATE`,
};

const ROLES_OF_USERS = {
  columns: columns({ id: uuid('m.user_id'), roles: texts<Role>('array_agg(DISTINCT role)') }),
  text: `SELECT m.user_id AS id, array_agg(DISTINCT role) AS roles FROM identity.scim_group_member m
    JOIN identity.scim_group g ON g.id = m.group_id CROSS JOIN unnest(g.roles) AS role
    WHERE m.user_id = ANY ($1::uuid[]) GROUP BY m.user_id`,
};

/** Finds a group in the tenant scope and locks it and its members until the transaction ends. */
export async function lockGroup(manager: EntityManager, id: string): Promise<ScimGroup | undefined> {
  return (await queryRows(manager, LOCKED_BY_ID, [id]))[0];
}

/** Inserts a group without members or roles. */
export async function insertGroup(
  manager: EntityManager,
  group: Pick<ScimGroup, 'organizationId' | 'displayName' | 'externalId' | 'createdAt'>,
): Promise<ScimGroup> {
  const { organizationId, displayName, externalId, createdAt } = group;
  const [inserted] = await queryRows(manager, INSERT, [organizationId, displayName, externalId, createdAt]);
  if (inserted === undefined) throw new Error('A group was not inserted.');
  return inserted;
}

/** Updates a locked group and returns the new version. */
export async function updateGroup(
  manager: EntityManager,
  group: ScimGroup,
  changes: Partial<Pick<ScimGroup, 'displayName' | 'externalId' | 'roles'>>,
  changedAt: Date,
): Promise<ScimGroup> {
  const changed: ScimGroup = { ...group, ...changes, version: group.version + 1, changedAt };
  await manager.query(
    `UPDATE identity.scim_group SET version = $2, display_name = $3, external_id = $4, roles = $5, changed_at = $6
      WHERE id = $1`,
    [group.id, changed.version, changed.displayName, changed.externalId, changed.roles, changedAt],
  );
  return changed;
}

/** Deletes a group and its memberships. */
export async function removeGroup(manager: EntityManager, id: string): Promise<void> {
  await manager.query('DELETE FROM identity.scim_group WHERE id = $1', [id]);
}

/** The members of a locked group, including deleted users. */
export async function memberIds(manager: EntityManager, groupId: string): Promise<string[]> {
  const rows = await queryRows(manager, MEMBER_IDS, [groupId]);
  return rows.map(({ id }) => id);
}

/**
 * Which of the ids belong to users in the tenant scope, and whether each is deleted. Locks the users in the order of
 * lockUsers and before their memberships, as the deletion of a user does.
 */
export async function lockKnownUsers(manager: EntityManager, ids: readonly string[]): Promise<Map<string, boolean>> {
  const rows = await queryRows(manager, LOCKED_USERS, [ids]);
  return new Map(rows.map(({ id, deleted }) => [id, deleted]));
}

/** Adds users to a locked group and removes others. */
export async function changeMembers(
  manager: EntityManager,
  { id, organizationId }: ScimGroup,
  { added, removed }: { readonly added: readonly string[]; readonly removed: readonly string[] },
): Promise<void> {
  await manager.query('DELETE FROM identity.scim_group_member WHERE group_id = $1 AND user_id = ANY ($2::uuid[])', [
    id,
    removed,
  ]);
  await manager.query(
    `INSERT INTO identity.scim_group_member (group_id, user_id, organization_id)
      SELECT $1, member, $2 FROM unnest($3::uuid[]) AS member ON CONFLICT DO NOTHING`,
    [id, organizationId, added],
  );
}

/** The roles of users by their groups; omits users without any. */
export async function rolesOfGroups(manager: EntityManager, userIds: readonly string[]): Promise<Map<string, Role[]>> {
  const rows = await queryRows(manager, ROLES_OF_USERS, [userIds]);
  return new Map(rows.map(({ id, roles }) => [id, roles]));
}
