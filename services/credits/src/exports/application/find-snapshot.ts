import type { EntityManager } from 'typeorm';
import { dayOf } from '../../values/domain/day.js';
import { nextRefresh, type ReportMonth } from '../../values/domain/report-month.js';
import type { ExportContent } from '../domain/export-content.js';
import { layoutFault } from '../domain/export-limits.js';
import { datasetOf } from '../store/datasets/datasets.js';
import { type ReportSnapshot, reportSnapshots, sizeOf } from '../store/snapshot.store.js';

/** The data that an export reads: its report, or its instant, and the number of rows as far as known. */
export type FoundSnapshot = { readonly month: ReportMonth | null; readonly asOf: Date; readonly rows: number | null };

type Wanted = ExportContent & { readonly organizationId: string; readonly month: ReportMonth | null };

/** The most months that a message lists. */
const LISTED_MONTHS = 12;

/** Finds the snapshot that a request means, or why there is none, for the user. */
export async function findSnapshot(
  manager: EntityManager,
  wanted: Wanted,
  { now, reportDay }: { readonly now: Date; readonly reportDay: number },
): Promise<FoundSnapshot | { readonly fault: string }> {
  const fault = layoutFault(wanted);
  if (fault !== null) return { fault };
  const { dataset, format, organizationId, month } = wanted;
  if (dataset === 'SKILLS_REPORT') {
    const reports = await reportSnapshots(manager, organizationId);
    const report = month === null ? reports[0] : reports.find((one) => one.month === month);
    return report ?? { fault: missingReport(reports, month, nextRefresh(now, reportDay)) };
  }
  // A worksheet has a last row; other files take any number.
  const selection = { organizationId, month: null, withPersonalData: wanted.includesPersonalData, asOf: now };
  const rows = format === 'XLSX' ? await sizeOf(manager, datasetOf(wanted), selection) : null;
  return { month: null, asOf: now, rows };
}

function missingReport(reports: readonly ReportSnapshot[], month: ReportMonth | null, next: Date): string {
  if (reports.length === 0) return `There is no Skills Report yet. The next one is published on ${dayOf(next)}.`;
  const months = reports.slice(0, LISTED_MONTHS).map((report) => report.month);
  return `There is no Skills Report of ${month}. The newest are: ${months.join(', ')}.`;
}
