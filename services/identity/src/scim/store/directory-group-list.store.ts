import { columns, integer, type RowOf, text, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { GROUP } from './scim-group.store.js';

/** Sort key and id of the row after which a page starts. */
export type GroupPosition = readonly [name: string, id: string];

const LISTED = columns({ ...GROUP.fields, displayKey: text('g.display_key') });

export type ListedGroup = RowOf<typeof LISTED>;

const BEGINNING: GroupPosition = ['', '00000000-0000-0000-0000-000000000000'];

const PAGE = {
  name: 'directory-groups',
  columns: LISTED,
  text: `SELECT ${LISTED} FROM identity.scim_group g
    WHERE g.organization_id = $1 AND (g.display_key, g.id) > ($2, $3::uuid) ORDER BY g.display_key, g.id LIMIT $4`,
};

const COUNT = {
  name: 'number-of-directory-groups',
  columns: columns({ count: integer() }),
  text: 'SELECT count(*)::int AS count FROM identity.scim_group WHERE organization_id = $1',
};

const SIZES = {
  name: 'sizes-of-directory-groups',
  columns: columns({ id: uuid(), count: integer() }),
  text: `SELECT m.group_id AS id, count(*)::int AS count FROM identity.scim_group_member m
    JOIN identity.user_account u ON u.id = m.user_id AND u.deleted_at IS NULL
    WHERE m.group_id = ANY ($1::uuid[]) GROUP BY m.group_id`,
};

/** Lists at most `limit` groups by name. */
export async function listGroupsByName(
  reads: RequestReads,
  organizationId: string,
  page: { readonly after: GroupPosition | null; readonly limit: number },
): Promise<ListedGroup[]> {
  return reads.query(PAGE, [organizationId, ...(page.after ?? BEGINNING), page.limit]);
}

/** Counts the groups of an organization. */
export async function countGroupsOf(reads: RequestReads, organizationId: string): Promise<number> {
  return (await reads.query(COUNT, [organizationId]))[0]?.count ?? 0;
}

/** Counts the members of groups, without deleted users. */
export async function groupSizes(reads: RequestReads, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await reads.query(SIZES, [ids]);
  return new Map(rows.map(({ id, count }) => [id, count]));
}
