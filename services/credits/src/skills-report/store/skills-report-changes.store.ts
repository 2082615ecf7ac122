import { columns, integer } from '@app/subgraph-kit/database/columns';
import type { EntityManager } from 'typeorm';
import type { Reads } from '../../values/store/transaction-reads.js';
import type { PublishedReport } from './skills-report.store.js';
import type { Snapshot } from './skills-report-snapshot.store.js';

export type ReportChanges = {
  readonly gained: number;
  readonly lost: number;
  readonly peopleGained: number;
  readonly peopleLost: number;
};

/** Number of people whose presence shares one row. */
export const BITS = 1024;
/** Stands for all credentials: whether a person is on the report. */
export const ANY = '';

/** Stores who held what, for comparison with other reports. */
export async function writePresence(manager: EntityManager, { organizationId, month }: Snapshot): Promise<void> {
  const values = [organizationId, `${month}-01`];
  await manager.query(
    `INSERT INTO skills_report_number (organization_id, person_ref, number)
     SELECT $1, person_ref, row_number() OVER (ORDER BY person_no)
       + (SELECT coalesce(max(number), 0) FROM skills_report_number WHERE organization_id = $1)
     FROM skills_report_person person
     WHERE organization_id = $1 AND month = $2 AND NOT EXISTS (
       SELECT FROM skills_report_number known
       WHERE known.organization_id = $1 AND known.person_ref = person.person_ref)`,
    values,
  );
  await manager.query(
    `WITH numbered AS (
       SELECT person_no, number / ${BITS} AS chunk, set_bit(repeat('0', ${BITS})::bit varying, number % ${BITS}, 1) AS bit
       FROM skills_report_person person JOIN skills_report_number known USING (organization_id, person_ref)
       WHERE organization_id = $1 AND month = $2)
     INSERT INTO skills_report_presence (organization_id, month, credential_code, chunk, people)
     SELECT $1, $2::date, credential_code, chunk, bit_or(bit)
     FROM skills_report_row line JOIN numbered USING (person_no)
     WHERE line.organization_id = $1 AND line.month = $2 GROUP BY credential_code, chunk
     UNION ALL
     SELECT $1, $2::date, '${ANY}', chunk, bit_or(bit) FROM numbered GROUP BY chunk`,
    values,
  );
}

// One pass over both reports: with a join, a report without planner statistics was compared row by row.
const COMMON = columns({
  rows: integer(`coalesce(sum(shared) FILTER (WHERE credential_code <> '${ANY}'), 0)::integer`),
  people: integer(`coalesce(sum(shared) FILTER (WHERE credential_code = '${ANY}'), 0)::integer`),
});
const SHARED = {
  name: 'skills-report-shared',
  columns: COMMON,
  text: `SELECT ${COMMON} FROM (
      SELECT credential_code, bit_count(bit_and(people)) AS shared FROM skills_report_presence
      WHERE organization_id = $1 AND month IN ($2, $3) GROUP BY credential_code, chunk HAVING count(*) = 2) AS compared`,
};

/** Rows and people that only one of two reports has; a row is a person and a credential. */
export async function changesBetween(
  reads: Reads,
  report: PublishedReport,
  earlier: PublishedReport,
): Promise<ReportChanges> {
  const months = [report.month, earlier.month].map((month) => `${month}-01`);
  const [shared] = await reads.query(SHARED, [report.organizationId, ...months]);
  const { rows = 0, people = 0 } = shared ?? {};
  return {
    gained: report.credentials - rows,
    lost: earlier.credentials - rows,
    peopleGained: report.people - people,
    peopleLost: earlier.people - people,
  };
}
