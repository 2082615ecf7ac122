import { columns, integer, type RowOf, text } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { PublishedReport } from './skills-report.store.js';
import { BITS } from './skills-report-changes.store.js';

const CHANGE = columns({
  designation: text(),
  gained: integer('sum(gained)::integer'),
  lost: integer('sum(lost)::integer'),
});

const NOTHING = `repeat('0', ${BITS})::bit varying`;

// Presence of "any credential" has no row in skills_report_credential and drops out by the join.
const BY_DESIGNATION = {
  name: 'skills-report-changes-by-designation',
  columns: CHANGE,
  text: `WITH pair AS MATERIALIZED (
      SELECT credential_code, coalesce(later.people, ${NOTHING}) AS now, coalesce(earlier.people, ${NOTHING}) AS former
      FROM (SELECT credential_code, chunk, people FROM skills_report_presence
            WHERE organization_id = $1 AND month = $2) AS later
      FULL JOIN (SELECT credential_code, chunk, people FROM skills_report_presence
            WHERE organization_id = $1 AND month = $3) AS earlier USING (credential_code, chunk)
    ), counted AS MATERIALIZED (
      SELECT credential_code, sum(bit_count(now & ~former)) AS gained, sum(bit_count(former & ~now)) AS lost
      FROM pair GROUP BY credential_code
    )
    SELECT ${CHANGE} FROM (
      SELECT unnest(relevant_to) AS designation, gained, 0 AS lost
      FROM counted JOIN skills_report_credential USING (credential_code) WHERE organization_id = $1 AND month = $2
      UNION ALL
      SELECT unnest(relevant_to), 0, lost
      FROM counted JOIN skills_report_credential USING (credential_code) WHERE organization_id = $1 AND month = $3
    ) AS changed
    GROUP BY designation HAVING sum(gained) + sum(lost) > 0 ORDER BY designation`,
};

/** Rows that only one of two reports has, counted per designation and specialization by the credentials of the reports. */
export async function changesByDesignation(
  reads: RequestReads,
  { later, earlier }: { readonly later: PublishedReport; readonly earlier: PublishedReport },
): Promise<RowOf<typeof CHANGE>[]> {
  return reads.query(BY_DESIGNATION, [later.organizationId, `${later.month}-01`, `${earlier.month}-01`]);
}
