import type { RequestReads } from '@app/subgraph-kit/reads';
import type { LearningSource } from '../domain/learning-source.js';
import { LINK_STATES, type LinkState } from '../domain/link-state.js';

/** Whom a roster holds; null does not restrict. */
export type RosterSelection = {
  readonly states: readonly LinkState[] | null;
  readonly source: LearningSource | null;
  /** A part of name or address, without case. */
  readonly search: string | null;
};

/** Where a page begins: after this row, or at the beginning. */
export type RosterPlace = readonly [sortName: string, userId: string];

export type RosterRow = {
  readonly userId: string;
  readonly organizationId: string;
  readonly sortName: string;
  readonly state: LinkState;
  readonly linkedSources: LearningSource[];
  readonly linkedSince: Date | null;
  readonly leavesReportAt: Date | null;
};

// A leaver whose refresh has come is gone at once, though the job that says so may be a minute late.
const STILL_THERE = "(r.state <> 'LEAVING' OR r.leaves_report_at > $3)";
const WITH_SOURCE = '($4::text IS NULL OR $4 = ANY (r.linked_sources))';

// Every name sorts after the empty text: the first page is the one after nobody.
const BEGINNING: RosterPlace = ['', '00000000-0000-0000-0000-000000000000'];

// One range of the index for each state, each no longer than the page; what is shown is then looked up for the page alone.
const PAGE = {
  name: 'roster-of-organization',
  text: `SELECT m.user_id AS "userId", m.organization_id AS "organizationId", m.sort_name AS "sortName", m.state,
      m.linked_sources AS "linkedSources", m.linked_since AS "linkedSince", m.leaves_report_at AS "leavesReportAt"
    FROM (
      SELECT listed.user_id FROM unnest($2::text[]) AS wanted (state)
      CROSS JOIN LATERAL (
        SELECT r.sort_name, r.user_id FROM association.member r
         WHERE r.organization_id = $1 AND r.state = wanted.state AND ${STILL_THERE} AND ${WITH_SOURCE}
           AND ($5::text IS NULL OR strpos(r.sort_name, lower($5 COLLATE pg_c_utf8)) > 0
             OR strpos(r.email_key, lower($5 COLLATE pg_c_utf8)) > 0)
           AND (r.sort_name, r.user_id) > ($6, $7::uuid)
         ORDER BY r.sort_name, r.user_id LIMIT $8) AS listed
      ORDER BY listed.sort_name, listed.user_id LIMIT $8) AS page
    JOIN association.member m USING (user_id)
    ORDER BY m.sort_name, m.user_id`,
};

const COUNT = {
  name: 'size-of-roster',
  text: `SELECT count(*)::int AS count FROM association.member r
    WHERE r.organization_id = $1 AND r.state = ANY ($2::text[]) AND ${STILL_THERE} AND ${WITH_SOURCE}`,
};

const SUMMARY = {
  name: 'roster-summary',
  text: `SELECT wanted.id AS "organizationId", state.name AS state, counted.count
    FROM unnest($1::uuid[]) AS wanted (id) CROSS JOIN unnest($2::text[]) AS state (name)
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS count FROM association.member r
       WHERE r.organization_id = wanted.id AND r.state = state.name AND ${STILL_THERE}) AS counted`,
};

/** People by name, at most `limit`, after a place. */
export async function listRoster(
  reads: RequestReads,
  organizationId: string,
  { states, source, search }: RosterSelection,
  page: { now: Date; after: RosterPlace | null; limit: number },
): Promise<RosterRow[]> {
  const wanted = states ?? LINK_STATES;
  const values = [organizationId, wanted, page.now, source, search, ...(page.after ?? BEGINNING), page.limit];
  return reads.query<RosterRow>(PAGE, values);
}

/** How many people the roster holds; a search is not counted, because that would look at every name. */
export async function countRoster(
  reads: RequestReads,
  organizationId: string,
  { states, source }: RosterSelection,
  now: Date,
): Promise<number> {
  const values = [organizationId, states ?? LINK_STATES, now, source];
  return (await reads.query<{ count: number }>(COUNT, values))[0]?.count ?? 0;
}

/**
 * How many people of each state. Counted from the index: a count that is kept would be one row that every link of an
 * organisation waits for.
 */
export async function rosterSummaries(
  reads: RequestReads,
  organizationIds: readonly string[],
  now: Date,
): Promise<{ organizationId: string; state: LinkState; count: number }[]> {
  return reads.query(SUMMARY, [organizationIds, LINK_STATES, now]);
}
