import { columns, integer, type RowOf, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { GroupConditions } from '../domain/filter/conditions.js';
import type { ScimGroup } from '../domain/scim-group.js';
import { GROUP } from './scim-group.store.js';

const MEMBER = columns({ groupId: uuid('m.group_id'), id: uuid('u.id') });

export type GroupMember = RowOf<typeof MEMBER>;

const WHERE = `g.organization_id = $1 AND ($2::uuid IS NULL OR g.id = $2)
  AND ($3::text IS NULL OR g.display_key = lower($3 COLLATE pg_c_utf8)) AND ($4::text IS NULL OR g.external_id = $4)
  AND ($5::uuid IS NULL OR EXISTS (SELECT FROM identity.scim_group_member m
    JOIN identity.user_account u ON u.id = m.user_id AND u.deleted_at IS NULL
    WHERE m.group_id = g.id AND m.user_id = $5))`;

const PAGE = {
  name: 'scim-groups',
  columns: GROUP,
  text: `SELECT ${GROUP} FROM identity.scim_group g WHERE ${WHERE} ORDER BY g.id OFFSET $6::bigint LIMIT $7::int`,
};

const COUNT = {
  name: 'number-of-scim-groups',
  columns: columns({ count: integer() }),
  text: `SELECT count(*)::int AS count FROM identity.scim_group g WHERE ${WHERE}`,
};

const MEMBERS = {
  name: 'members-of-scim-groups',
  columns: MEMBER,
  text: `SELECT ${MEMBER} FROM identity.scim_group_member m
    JOIN identity.user_account u ON u.id = m.user_id AND u.deleted_at IS NULL
    WHERE m.group_id = ANY ($1::uuid[]) ORDER BY m.group_id, u.id`,
};

function values(organizationId: string, conditions: GroupConditions): unknown[] {
  const { id = null, displayName = null, externalId = null, member = null } = conditions;
  return [organizationId, id, displayName, externalId, member];
}

/** Lists groups of an organization, oldest first. */
export async function listGroups(
  reads: RequestReads,
  organizationId: string,
  conditions: GroupConditions,
  page: { readonly offset: number; readonly limit: number },
): Promise<ScimGroup[]> {
  return reads.query(PAGE, [...values(organizationId, conditions), page.offset, page.limit]);
}

/** Counts the groups that match. */
export async function countGroups(
  reads: RequestReads,
  organizationId: string,
  conditions: GroupConditions,
): Promise<number> {
  const rows = await reads.query(COUNT, values(organizationId, conditions));
  return rows[0]?.count ?? 0;
}

/** Reads the members of groups, without deleted users. */
export async function readMembers(reads: RequestReads, groupIds: readonly string[]): Promise<GroupMember[]> {
  return groupIds.length === 0 ? [] : reads.query(MEMBERS, [groupIds]);
}
