import { columns, instant, integer, type RowOf, text } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { ReportMonth } from '../../values/domain/report-month.js';
import type { Dataset, DatasetSelection } from './datasets/dataset.js';

const REPORT = columns(
  {
    month: text<ReportMonth>("to_char(report.month, 'YYYY-MM')"),
    asOf: instant(),
    rows: integer('report.credentials'),
  },
  'report',
);

/** A published Skills Report: its month, refresh and number of rows. */
export type ReportSnapshot = RowOf<typeof REPORT>;

/** The published reports of an organization, newest first. */
export async function reportSnapshots(manager: EntityManager, organizationId: string): Promise<ReportSnapshot[]> {
  const text = `SELECT ${REPORT} FROM skills_report report WHERE organization_id = $1 ORDER BY report.month DESC`;
  return queryRows(manager, { columns: REPORT, text }, [organizationId]);
}

const SIZE = columns({ rows: integer() });

/** About how many rows a dataset has now. */
export async function sizeOf(manager: EntityManager, dataset: Dataset, selection: DatasetSelection): Promise<number> {
  const [size] = await queryRows(manager, { columns: SIZE, text: dataset.size(selection) });
  return size?.rows ?? 0;
}
