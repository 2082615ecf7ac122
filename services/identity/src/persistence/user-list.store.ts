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

export type ListedUser = User & { readonly sortName: string };

// The rule is userStatus in domain/user.ts; a test holds the two together.
const STATUS = `CASE WHEN u.deleted_at IS NOT NULL THEN 'DELETED' WHEN u.deactivated_at IS NOT NULL THEN 'DEACTIVATED'
  WHEN u.first_signed_in_at IS NULL THEN 'INVITED' ELSE 'ACTIVE' END`;

const MATCHING = `u.organization_id = $1
  AND ($2::text[] IS NULL OR ${STATUS} = ANY ($2))
  AND ($3::text IS NULL OR $3 = ANY (u.roles))`;

// Every name sorts after the empty text: the first page is the one after nobody.
const BEGINNING: UserPlace = ['', '00000000-0000-0000-0000-000000000000'];

const PAGE = {
  name: 'users-of-organization',
  text: `SELECT ${USER_COLUMNS}, u.sort_name AS "sortName" FROM ${USERS}
    WHERE ${MATCHING}
      AND ($4::text IS NULL OR strpos(u.sort_name, lower($4 COLLATE pg_c_utf8)) > 0
        OR strpos(u.email_key, lower($4 COLLATE pg_c_utf8)) > 0)
      AND (u.sort_name, u.id) > ($5, $6::uuid)
    ORDER BY u.sort_name, u.id LIMIT $7`,
};

const COUNT = {
  name: 'number-of-users-of-organization',
  text: `SELECT count(*)::int AS count FROM identity.user_account u WHERE ${MATCHING}`,
};

/** Users by name, at most `limit`, after a place. */
export async function listUsers(
  reads: RequestReads,
  organizationId: string,
  filter: UserListFilter,
  page: { after: UserPlace | null; limit: number },
): Promise<ListedUser[]> {
  const values = [organizationId, filter.status, filter.role, filter.search, ...(page.after ?? BEGINNING), page.limit];
  return reads.query<ListedUser>(PAGE, values);
}

/** How many users the list holds altogether; null with a search, where counting would look at every name. */
export async function countUsers(
  reads: RequestReads,
  organizationId: string,
  filter: UserListFilter,
): Promise<number | null> {
  if (filter.search !== null) return null;
  const rows = await reads.query<{ count: number }>(COUNT, [organizationId, filter.status, filter.role]);
  return rows[0]?.count ?? 0;
}
