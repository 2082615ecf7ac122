import { columns, integer, type RowOf, text } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { ORGANIZATION } from './organization.row.js';

/** Sort key and id of the row after which a page starts. */
export type OrganizationPosition = readonly [sortName: string, id: string];

const LISTED = columns({ ...ORGANIZATION.fields, sortName: text('o.sort_name') });

export type ListedOrganization = RowOf<typeof LISTED>;

const BEGINNING: OrganizationPosition = ['', '00000000-0000-0000-0000-000000000000'];

const PAGE = {
  name: 'organizations',
  columns: LISTED,
  text: `SELECT ${LISTED} FROM identity.organization o
    WHERE ($1::text IS NULL OR strpos(o.sort_name, lower($1 COLLATE pg_c_utf8)) > 0 OR o.partner_id = $1)
      AND (o.sort_name, o.id) > ($2, $3::uuid)
    ORDER BY o.sort_name, o.id LIMIT $4`,
};

const COUNT = {
  name: 'number-of-organizations',
  columns: columns({ count: integer('count(*)::int') }),
  text: 'SELECT count(*)::int AS count FROM identity.organization',
};

/** Lists at most `limit` organizations by name; the search matches a part of the name or a whole PartnerID. */
export async function listOrganizations(
  reads: RequestReads,
  search: string | null,
  page: { after: OrganizationPosition | null; limit: number },
): Promise<ListedOrganization[]> {
  return reads.query(PAGE, [search, ...(page.after ?? BEGINNING), page.limit]);
}

/** Counts all organizations; null for a search, which would need a scan. */
export async function countOrganizations(reads: RequestReads, search: string | null): Promise<number | null> {
  if (search !== null) return null;
  const rows = await reads.query(COUNT, []);
  return rows[0]?.count ?? 0;
}
