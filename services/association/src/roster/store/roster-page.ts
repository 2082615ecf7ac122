import { columns, instant, nullable, oneOf, text, texts, uuid } from '@app/subgraph-kit/database/columns';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import type { LinkState } from '../domain/link-state.js';
import type { RosterOrder } from '../domain/roster-order.js';

/**
 * The sort key of a page before the name, with the expression of its index; orders by name have none. Under row level
 * security CASE can be an index condition and coalesce cannot: PostgreSQL does not consider coalesce leakproof.
 */
const ORDERS: Record<RosterOrder, { key?: string; direction: 'ASC' | 'DESC' }> = {
  NAME_ASC: { direction: 'ASC' },
  NAME_DESC: { direction: 'DESC' },
  LINKED_SINCE_ASC: {
    key: "CASE WHEN r.linked_since IS NULL THEN 'infinity'::timestamptz ELSE r.linked_since END",
    direction: 'ASC',
  },
  LINKED_SINCE_DESC: {
    key: "CASE WHEN r.linked_since IS NULL THEN '-infinity'::timestamptz ELSE r.linked_since END",
    direction: 'DESC',
  },
  LEAVES_REPORT_AT_ASC: {
    key: "CASE WHEN r.state = 'LEAVING' THEN r.leaves_report_at ELSE 'infinity'::timestamptz END",
    direction: 'ASC',
  },
};

/** A row of the roster, and its sort key before the name. */
export const ROSTER_ROW = columns(
  {
    userId: uuid(),
    organizationId: uuid(),
    sortName: text(),
    state: oneOf<LinkState>(),
    linkedSources: texts<LearningSource>(),
    linkedSince: nullable(instant()),
    leavesReportAt: nullable(instant()),
    sortKey: nullable(text('page.sort_key::text')),
  },
  'm',
);

/** A leaver is gone at the refresh, also when the job is a minute late. */
export const STILL_THERE = "(r.state <> 'LEAVING' OR r.leaves_report_at > $3)";
export const WITH_SOURCE = '($4::text IS NULL OR $4 = ANY (r.linked_sources))';
export const FOUND = `($5::text IS NULL OR strpos(r.sort_name, lower($5 COLLATE pg_c_utf8)) > 0
  OR strpos(r.email_key, lower($5 COLLATE pg_c_utf8)) > 0)`;

/**
 * A page in this order: one index range for each state, each at most as long as the page; the other columns are then
 * read for the page alone. $1 organization, $2 states, $3 now, $4 source, $5 search, $6 limit, then the cursor
 * position. The first page is a statement of its own: an optional condition would cost the index its range.
 */
function pageOf(order: RosterOrder, begins: 'at the start' | 'after a position') {
  const { key, direction } = ORDERS[order];
  const columns = [...(key === undefined ? [] : [key]), 'r.sort_name', 'r.user_id'];
  const position = [...(key === undefined ? [] : ['$9::timestamptz']), '$7', '$8::uuid'];
  const after = `AND (${columns.join()}) ${direction === 'ASC' ? '>' : '<'} (${position.join()})`;
  const sortedBy = (names: readonly string[]) => names.map((name) => `${name} ${direction}`).join(', ');
  const names = ['sort_key', 'sort_name', 'user_id'];
  return {
    name: `roster-${order}-${begins}`.replaceAll(/[_ ]/g, '-').toLowerCase(),
    isPlannedOnce: true,
    columns: ROSTER_ROW,
    text: `SELECT ${ROSTER_ROW} FROM (
        SELECT listed.* FROM unnest($2::text[]) AS wanted (state)
        CROSS JOIN LATERAL (
          SELECT ${key ?? 'NULL::timestamptz'} AS sort_key, r.sort_name, r.user_id FROM association.member r
           WHERE r.organization_id = $1 AND r.state = wanted.state AND ${STILL_THERE} AND ${WITH_SOURCE} AND ${FOUND}
             ${begins === 'at the start' ? '' : after}
           ORDER BY ${sortedBy(columns)} LIMIT $6) AS listed
        ORDER BY ${sortedBy(names)} LIMIT $6) AS page
      JOIN association.member m USING (user_id)
      ORDER BY ${sortedBy(names.map((name) => `page.${name}`))}`,
  };
}

const PAGES = Object.fromEntries(
  Object.keys(ORDERS).map((order) => [
    order,
    { first: pageOf(order as RosterOrder, 'at the start'), next: pageOf(order as RosterOrder, 'after a position') },
  ]),
) as Record<RosterOrder, { first: RosterStatement; next: RosterStatement }>;

type RosterStatement = ReturnType<typeof pageOf>;

/** The statement of a page, and whether its cursor position has a sort key. */
export function rosterPage(order: RosterOrder, isFirst: boolean): { statement: RosterStatement; hasKey: boolean } {
  const { first, next } = PAGES[order];
  return { statement: isFirst ? first : next, hasKey: ORDERS[order].key !== undefined };
}
