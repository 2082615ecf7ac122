import { columns, integer, oneOf, type RowOf, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import { LINK_STATES, type LinkState } from '../domain/link-state.js';
import type { RosterOrder } from '../domain/roster-order.js';
import { FOUND, type ROSTER_ROW, rosterPage, STILL_THERE, WITH_SOURCE } from './roster-page.js';

/** The users to list; null does not restrict. */
export type RosterSelection = {
  readonly states: readonly LinkState[] | null;
  readonly source: LearningSource | null;
  /** A part of name or address, case-insensitive. */
  readonly search: string | null;
};

/** A cursor position; `sortKey` for orders other than by name. */
export type RosterPlace = readonly [sortName: string, userId: string, sortKey?: string | null];

export type RosterRow = RowOf<typeof ROSTER_ROW>;

/** Searches with more results are not counted. */
const MOST_FOUND = 10_000;

const COUNTED = columns({ count: integer('count(*)::int') });

const COUNT = {
  name: 'size-of-roster',
  columns: COUNTED,
  text: `SELECT ${COUNTED} FROM association.member r
    WHERE r.organization_id = $1 AND r.state = ANY ($2::text[]) AND ${STILL_THERE} AND ${WITH_SOURCE}`,
};

const COUNT_FOUND = {
  name: 'size-of-search-in-roster',
  columns: COUNTED,
  text: `SELECT ${COUNTED} FROM (
    SELECT FROM association.member r
     WHERE r.organization_id = $1 AND r.state = ANY ($2::text[]) AND ${STILL_THERE} AND ${WITH_SOURCE} AND ${FOUND}
     LIMIT $6) AS found`,
};

const SUMMED = columns({
  organizationId: uuid('wanted.id'),
  state: oneOf<LinkState>('state.name'),
  count: integer('counted.count'),
});

const SUMMARY = {
  name: 'roster-summary',
  columns: SUMMED,
  text: `SELECT ${SUMMED}
    FROM unnest($1::uuid[]) AS wanted (id) CROSS JOIN unnest($2::text[]) AS state (name)
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS count FROM association.member r
       WHERE r.organization_id = wanted.id AND r.state = state.name AND ${STILL_THERE}) AS counted`,
};

/** The roster in an order, at most `limit` rows after a cursor position. */
export async function listRoster(
  reads: RequestReads,
  organizationId: string,
  { states, source, search }: RosterSelection,
  page: { now: Date; order?: RosterOrder; after: RosterPlace | null; limit: number },
): Promise<RosterRow[]> {
  const { statement, hasKey } = rosterPage(page.order ?? 'NAME_ASC', page.after === null);
  const place = page.after === null ? [] : page.after.slice(0, hasKey ? 3 : 2);
  return reads.query(statement, [
    ...[organizationId, states ?? LINK_STATES, page.now, source, search, page.limit],
    ...place,
  ]);
}

/** The size of the roster; null where a search finds more than are counted. */
export async function countRoster(
  reads: RequestReads,
  organizationId: string,
  { states, source, search }: RosterSelection,
  now: Date,
): Promise<number | null> {
  const values = [organizationId, states ?? LINK_STATES, now, source];
  const counted =
    search === null ? reads.query(COUNT, values) : reads.query(COUNT_FOUND, [...values, search, MOST_FOUND + 1]);
  const count = (await counted)[0]?.count ?? 0;
  return search !== null && count > MOST_FOUND ? null : count;
}

/**
 * The number of users of each state. Counted from the index: every link of an organization would wait for the row of a
 * stored count.
 */
export async function rosterSummaries(
  reads: RequestReads,
  organizationIds: readonly string[],
  now: Date,
): Promise<RowOf<typeof SUMMED>[]> {
  return reads.query(SUMMARY, [organizationIds, LINK_STATES, now]);
}
