import type { RequestReads } from '@app/subgraph-kit/reads';
import type { Role } from '../domain/role.js';
import type { User, UserStatus } from '../domain/user.js';
import { USER_COLUMNS, USERS } from './user.store.js';

/** Whom a list of users holds; null does not restrict. */
export type UserListFilter = {
  readonly status: readonly UserStatus[] | null;
  readonly role: Role | null;
  /** A part of name or address, without case. */
  readonly search: string | null;
};

/** Where a page begins: after this row, or at the beginning. */
export type UserPlace = readonly [sortName: string, id: string];

export type UserPage = { readonly after: UserPlace | null; readonly limit: number };

export type ListedUser = User & { readonly sortName: string };

// The rule is userStatus in domain/user.ts; a test holds the two together.
const STATUS = `CASE WHEN u.deleted_at IS NOT NULL THEN 'DELETED' WHEN u.deactivated_at IS NOT NULL THEN 'DEACTIVATED'
  WHEN u.first_signed_in_at IS NULL THEN 'INVITED' ELSE 'ACTIVE' END`;

// Every name sorts after the empty text: the first page is the one after nobody.
const BEGINNING: UserPlace = ['', '00000000-0000-0000-0000-000000000000'];

const PAGE = {
  name: 'users-of-organizations',
  text: `SELECT listed.* FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
    SELECT ${USER_COLUMNS}, u.sort_name AS "sortName" FROM ${USERS}
    WHERE u.organization_id = asked.id
      AND ($2::text[] IS NULL OR ${STATUS} = ANY ($2))
      AND ($3::text IS NULL OR $3 = ANY (u.roles))
      AND ($4::text IS NULL OR strpos(u.sort_name, lower($4 COLLATE pg_c_utf8)) > 0
        OR strpos(u.email_key, lower($4 COLLATE pg_c_utf8)) > 0)
      AND (u.sort_name, u.id) > ($5, $6::uuid)
    ORDER BY u.sort_name, u.id LIMIT $7) AS listed`,
};

const COUNT = {
  name: 'number-of-users-of-organizations',
  text: `SELECT u.organization_id AS "organizationId", count(*)::int AS count FROM identity.user_account u
    WHERE u.organization_id = ANY ($1)
      AND ($2::text[] IS NULL OR ${STATUS} = ANY ($2))
      AND ($3::text IS NULL OR $3 = ANY (u.roles))
    GROUP BY u.organization_id`,
};

/** Users by name of each organisation, at most `limit` of each, after a place. */
export async function listUsers(
  reads: RequestReads,
  organizationIds: readonly string[],
  filter: UserListFilter,
  page: UserPage,
): Promise<ListedUser[]> {
  const place = page.after ?? BEGINNING;
  return reads.query<ListedUser>(PAGE, [
    organizationIds,
    filter.status,
    filter.role,
    filter.search,
    ...place,
    page.limit,
  ]);
}

/** How many users the list of each organisation holds altogether, by organisation; without those that hold none. */
export async function countUsers(
  reads: RequestReads,
  organizationIds: readonly string[],
  filter: UserListFilter,
): Promise<Map<string, number>> {
  type Row = { organizationId: string; count: number };
  const rows = await reads.query<Row>(COUNT, [organizationIds, filter.status, filter.role]);
  return new Map(rows.map(({ organizationId, count }) => [organizationId, count]));
}
