import type { RequestReads } from '@app/subgraph-kit/reads';
import type { ScimGroup } from '../domain/scim-group.js';
import { GROUP_COLUMNS } from './scim-group.store.js';

/** Where a page begins: after this row, or at the beginning. */
export type GroupPlace = readonly [name: string, id: string];

export type ListedGroup = ScimGroup & { readonly displayKey: string };

const BEGINNING: GroupPlace = ['', '00000000-0000-0000-0000-000000000000'];

const PAGE = {
  name: 'directory-groups',
  text: `SELECT ${GROUP_COLUMNS}, g.display_key AS "displayKey" FROM identity.scim_group g
    WHERE g.organization_id = $1 AND (g.display_key, g.id) > ($2, $3::uuid) ORDER BY g.display_key, g.id LIMIT $4`,
};

const COUNT = {
  name: 'number-of-directory-groups',
  text: 'SELECT count(*)::int AS count FROM identity.scim_group WHERE organization_id = $1',
};

const SIZES = {
  name: 'sizes-of-directory-groups',
  text: `SELECT m.group_id AS id, count(*)::int AS count FROM identity.scim_group_member m
    JOIN identity.user_account u ON u.id = m.user_id AND u.deleted_at IS NULL
    WHERE m.group_id = ANY ($1::uuid[]) GROUP BY m.group_id`,
};

/** Groups by name, at most `limit`, after a place. */
export async function listGroupsByName(
  reads: RequestReads,
  organizationId: string,
  page: { readonly after: GroupPlace | null; readonly limit: number },
): Promise<ListedGroup[]> {
  return reads.query<ListedGroup>(PAGE, [organizationId, ...(page.after ?? BEGINNING), page.limit]);
}

/** How many groups the organization has. */
export async function countGroupsOf(reads: RequestReads, organizationId: string): Promise<number> {
  return (await reads.query<{ count: number }>(COUNT, [organizationId]))[0]?.count ?? 0;
}

/** How many members each group has, without users who are deleted. */
export async function groupSizes(reads: RequestReads, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await reads.query<{ id: string; count: number }>(SIZES, [ids]);
  return new Map(rows.map(({ id, count }) => [id, count]));
}
