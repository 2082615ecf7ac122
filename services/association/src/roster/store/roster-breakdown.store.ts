import { columns, integer, nullable, text, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { LINK_STATES } from '../domain/link-state.js';
import { NO_BREAKDOWN, type RosterBreakdown, type RosterBreakdownBy } from '../domain/roster-breakdown.js';
import { STILL_THERE } from './roster-page.js';

const PLACES: Record<RosterBreakdownBy, { department: boolean; country: boolean }> = {
  DEPARTMENT: { department: true, country: false },
  COUNTRY: { department: false, country: true },
  DEPARTMENT_AND_COUNTRY: { department: true, country: true },
};
const NUMBERS = ['members', 'linked', '"notLinked"', '"invitationPending"', 'leaving'];
const SUMS = NUMBERS.map((number) => `sum(${number})::int AS ${number}`).join(', ');

/** A listed group, or the sum of all others: the group after the last one that is listed. */
const SUMMED = columns({
  organizationId: uuid(),
  place: integer(),
  groups: integer(),
  department: nullable(text()),
  country: nullable(text()),
  members: integer(),
  linked: integer(),
  notLinked: integer(),
  invitationPending: integer(),
  leaving: integer(),
});

// $1 organizations, $2 states, $3 now, $4 how many groups are listed; the one after them is the sum of all others.
function breakdownBy(by: RosterBreakdownBy) {
  const value = (column: 'department' | 'country') =>
    PLACES[by][column] ? `nullif(btrim(r.${column}), '')` : 'NULL::text';
  return {
    name: `roster-breakdown-${by}`.replaceAll('_', '-').toLowerCase(),
    columns: SUMMED,
    text: `WITH numbers AS (
        SELECT r.organization_id, ${value('department')} AS department, ${value('country')} AS country,
          count(*) AS members, count(*) FILTER (WHERE r.state = 'LINKED') AS linked,
          count(*) FILTER (WHERE r.state = 'NOT_LINKED') AS "notLinked",
          count(*) FILTER (WHERE r.state = 'INVITATION_PENDING') AS "invitationPending",
          count(*) FILTER (WHERE r.state = 'LEAVING') AS leaving
        FROM association.member r
        WHERE r.organization_id = ANY ($1::uuid[]) AND r.state = ANY ($2::text[]) AND ${STILL_THERE}
        GROUP BY 1, 2, 3
      ), ranked AS (
        SELECT *, row_number() OVER (PARTITION BY organization_id
          ORDER BY members DESC, department NULLS LAST, country NULLS LAST) AS place
        FROM numbers
      )
      SELECT organization_id AS "organizationId", least(place, $4 + 1)::int AS place, count(*)::int AS groups,
        min(department) FILTER (WHERE place <= $4) AS department, min(country) FILTER (WHERE place <= $4) AS country, ${SUMS}
      FROM ranked GROUP BY organization_id, least(place, $4 + 1) ORDER BY organization_id, place`,
  };
}

const STATEMENTS = {
  DEPARTMENT: breakdownBy('DEPARTMENT'),
  COUNTRY: breakdownBy('COUNTRY'),
  DEPARTMENT_AND_COUNTRY: breakdownBy('DEPARTMENT_AND_COUNTRY'),
};

/** The rosters of these organizations by department or country, at most `first` groups of each, largest first. */
export async function rosterBreakdowns(
  reads: RequestReads,
  organizationIds: readonly string[],
  { by, first, now }: { by: RosterBreakdownBy; first: number; now: Date },
): Promise<Map<string, RosterBreakdown>> {
  const rows = await reads.query(STATEMENTS[by], [organizationIds, LINK_STATES, now, first]);
  return new Map(
    organizationIds.map((id) => {
      const own = rows.filter(({ organizationId }) => organizationId === id);
      const others = own.find(({ place }) => place > first) ?? NO_BREAKDOWN.others;
      return [id, { groups: own.filter(({ place }) => place <= first), others }];
    }),
  );
}
