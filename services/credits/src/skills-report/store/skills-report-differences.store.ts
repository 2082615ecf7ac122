import { columns, nullable, oneOf, type RowOf, text, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { limitFor } from '../../credits/store/credit-list.store.js';
import type { Day } from '../../values/domain/day.js';
import type { DifferenceKind } from '../domain/report-difference.js';
import type { PublishedReport } from './skills-report.store.js';

const DIFFERING = columns({
  kind: oneOf<DifferenceKind>("CASE WHEN known.person_ref IS NULL THEN 'ONLY_OFFICIAL' ELSE 'ONLY_AS_KNOWN_NOW' END"),
  credentialCode: text('credential_code'),
  personRef: text('person_ref'),
  userId: uuid('person.user_id'),
});

/** A person and a credential that only the report or only the replay of its day has. */
export type DifferingRow = RowOf<typeof DIFFERING>;

/**
 * Compares what counts on the day of a report by today's knowledge with its rows, sorted by credential, then by
 * personRef.
 */
export async function differingRows(
  reads: RequestReads,
  { organizationId, month }: PublishedReport,
  on: Day,
  page: {
    readonly relevant: readonly string[];
    readonly limit: number;
    readonly after: readonly [credentialCode: string, personRef: string] | null;
  },
): Promise<DifferingRow[]> {
  const limit = limitFor(page.limit);
  const beyond = (code: string, ref: string) => (page.after ? `AND (${code}, ${ref}) > ($4::text, $5::text)` : '');
  const statement = {
    columns: DIFFERING,
    name: `report-differences-${month}-${limit}${page.after ? 'a' : ''}`,
    text: `SELECT ${DIFFERING}
      FROM (
        SELECT person_ref, credential_code, true AS here FROM holding
        WHERE organization_id = $1 AND credential_code = ANY($3::text[]) AND counts_from <= $2::date
          AND (counts_until IS NULL OR counts_until > $2::date) ${beyond('credential_code', 'person_ref')}) AS known
      FULL JOIN (
        SELECT reported.person_ref, line.credential_code, true AS here
        FROM skills_report_row line JOIN skills_report_person reported USING (organization_id, month, person_no)
        WHERE line.organization_id = $1 AND line.month = '${month}-01'
          ${beyond('line.credential_code', 'reported.person_ref')}) AS official USING (credential_code, person_ref)
      JOIN person ON person.organization_id = $1 AND person.ref = person_ref
      WHERE known.here IS NULL OR official.here IS NULL
      ORDER BY credential_code, person_ref LIMIT ${limit}`,
  };
  const values = [organizationId, on, page.relevant, ...(page.after ?? [])];
  return reads.query(statement, values);
}

const FIGURE = columns({ metric: text(), designation: nullable(text()) }, 'partner_figure');

const FIGURES = {
  name: 'report-figures-recorded-later',
  columns: FIGURE,
  text: `SELECT DISTINCT ${FIGURE} FROM partner_figure
    WHERE organization_id = $1 AND holds_from <= $2 AND recorded_at >= $3`,
};

/** Figures for the day of a report that were recorded at its refresh or later. */
export async function figuresRecordedLater(
  reads: RequestReads,
  { organizationId, asOf }: PublishedReport,
  on: Day,
): Promise<RowOf<typeof FIGURE>[]> {
  return reads.query(FIGURES, [organizationId, on, asOf]);
}
