import { columns, integer, type RowOf, text, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { Role } from '../domain/role.js';
import type { UserStatus } from '../domain/user.js';
import type { UserOrder } from '../domain/user-order.js';
import { USER, USERS } from './user.store.js';

/** The conditions of a list of users; null does not restrict. */
export type UserListFilter = {
  readonly status: readonly UserStatus[] | null;
  readonly role: Role | null;
  /** A part of name or address, case-insensitive. */
  readonly search: string | null;
  readonly ids: readonly string[] | null;
};

/** Sort key and id of the row after which a page starts. */
export type UserPosition = readonly [sortKey: string, id: string];

export type UserPage = { readonly order: UserOrder; readonly after: UserPosition | null; readonly limit: number };

/** The order selects the sort key. */
const LISTED = columns({ ...USER.fields, sortKey: text() });

export type ListedUser = RowOf<typeof LISTED>;

/** Upper bound for counting the users that a search finds. */
const MOST_FOUND = 10_000;

// The same rule as userStatus in domain/user.ts; a test compares the two.
const STATUS = `CASE WHEN u.deleted_at IS NOT NULL THEN 'DELETED' WHEN u.deactivated_at IS NOT NULL THEN 'DEACTIVATED'
  WHEN u.first_signed_in_at IS NULL THEN 'INVITED' ELSE 'ACTIVE' END`;

const SELECTED = `($2::text[] IS NULL OR ${STATUS} = ANY ($2)) AND ($3::text IS NULL OR $3 = ANY (u.roles))
      AND ($4::uuid[] IS NULL OR u.id = ANY ($4))`;
const FOUND = `($5::text IS NULL OR strpos(u.sort_name, lower($5 COLLATE pg_c_utf8)) > 0
        OR strpos(u.email_key, lower($5 COLLATE pg_c_utf8)) > 0)`;

/** The sort key of each order. The text of an instant has milliseconds, the precision that is stored. */
const KEYS: Readonly<Record<UserOrder, { column: string; sortKey: string; type: string; backwards: boolean }>> = {
  NAME_ASC: { column: 'u.sort_name', sortKey: 'u.sort_name', type: 'text', backwards: false },
  NAME_DESC: { column: 'u.sort_name', sortKey: 'u.sort_name', type: 'text', backwards: true },
  EMAIL_ASC: { column: 'u.email_key', sortKey: 'u.email_key', type: 'text', backwards: false },
  EMAIL_DESC: { column: 'u.email_key', sortKey: 'u.email_key', type: 'text', backwards: true },
  INVITED_AT_ASC: { column: 'u.invited_at', sortKey: 'u.invited_at::text', type: 'timestamptz', backwards: false },
  INVITED_AT_DESC: { column: 'u.invited_at', sortKey: 'u.invited_at::text', type: 'timestamptz', backwards: true },
};

/** One statement for each order, for the first page and for later pages, so that each is read from its index. */
function pageOf(order: UserOrder, isFirst: boolean) {
  const { column, sortKey, type, backwards } = KEYS[order];
  const direction = backwards ? 'DESC' : 'ASC';
  const after = isFirst ? '' : `AND (${column}, u.id) ${backwards ? '<' : '>'} ($7::${type}, $8::uuid)`;
  return {
    name: `users-of-organizations${order === 'NAME_ASC' ? '' : `:${order}`}${isFirst ? '' : ':after'}`,
    columns: LISTED,
    text: `SELECT listed.* FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
      SELECT ${USER}, ${sortKey} AS "sortKey" FROM ${USERS}
      WHERE u.organization_id = asked.id AND ${SELECTED} AND ${FOUND} ${after}
      ORDER BY ${column} ${direction}, u.id ${direction} LIMIT $6) AS listed`,
  };
}

const COUNTED = columns({ organizationId: uuid(), count: integer() });

const COUNT = {
  name: 'number-of-users-of-organizations',
  columns: COUNTED,
  text: `SELECT u.organization_id AS "organizationId", count(*)::int AS count FROM identity.user_account u
    WHERE u.organization_id = ANY ($1) AND ${SELECTED} GROUP BY u.organization_id`,
};

const COUNT_FOUND = {
  name: 'number-of-users-found-in-organizations',
  columns: COUNTED,
  text: `SELECT asked.id AS "organizationId", counted.count FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
    SELECT count(*)::int AS count FROM (SELECT FROM identity.user_account u
      WHERE u.organization_id = asked.id AND ${SELECTED} AND ${FOUND} LIMIT $6) AS found) AS counted`,
};

/** Lists users of each organization in an order, at most `limit` of each. */
export async function listUsers(
  reads: RequestReads,
  organizationIds: readonly string[],
  filter: UserListFilter,
  { order, after, limit }: UserPage,
): Promise<ListedUser[]> {
  const { status, role, ids, search } = filter;
  const values = [organizationIds, status, role, ids, search, limit];
  // Selected ids are read by their index, if PostgreSQL knows that there are some.
  const statement = { ...pageOf(order, after === null), isPlannedOnce: ids === null };
  return reads.query(statement, [...values, ...(after ?? [])]);
}

/**
 * Counts the users of each organization; omits organizations without one, and gives null where a search finds more than
 * are counted.
 */
export async function countUsers(
  reads: RequestReads,
  organizationIds: readonly string[],
  { status, role, ids, search }: UserListFilter,
): Promise<Map<string, number | null>> {
  const values = [organizationIds, status, role, ids];
  const rows =
    search === null
      ? await reads.query(COUNT, values)
      : await reads.query(COUNT_FOUND, [...values, search, MOST_FOUND + 1]);
  const shown = (count: number) => (search !== null && count > MOST_FOUND ? null : count);
  return new Map(rows.map(({ organizationId, count }) => [organizationId, shown(count)]));
}
