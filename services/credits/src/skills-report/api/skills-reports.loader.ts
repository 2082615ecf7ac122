import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import type { ReportMonth } from '../../values/domain/report-month.js';
import {
  type PublishedReport,
  type ReportedCredential,
  type ReportKey,
  reportedCredentials,
  reportedDesignations,
  reportMonthsOf,
  reportsOf,
  type WantedReport,
} from '../store/skills-report.store.js';
import { changesBetween, type ReportChanges } from '../store/skills-report-changes.store.js';
import { countFoundRows } from '../store/skills-report-found.store.js';
import {
  countReportRows,
  isCommonPart,
  listReportRows,
  type ReportRow,
  reportedPeopleWith,
} from '../store/skills-report-list.store.js';
import type { ReportPage } from '../store/skills-report-positions.js';
import type { ReportSearch, ReportSelection } from '../store/skills-report-selection.js';

const keyOf = ({ organizationId, month }: WantedReport) => `${organizationId} ${month}`;

/** Loads reports and their rows; organizations with the same arguments share one statement. */
export function skillsReports(reads: RequestReads) {
  const keyed = { cacheKeyFn: keyOf };
  const pages = new Map<string, DataLoader<string, ReportRow[]>>();
  const totals = new Map<string, DataLoader<string, number>>();
  const totalsFound = new Map<string, DataLoader<string, number | null>>();
  const report = new DataLoader<WantedReport, PublishedReport | null, string>(
    (wanted) => reportsOf(reads, wanted),
    keyed,
  );
  return {
    report,
    months: new DataLoader<string, ReportMonth[]>(async (ids) => {
      const byOrganization = Map.groupBy(await reportMonthsOf(reads, ids), ({ organizationId }) => organizationId);
      return ids.map((id) => (byOrganization.get(id) ?? []).map(({ month }) => month));
    }),
    credentials: new DataLoader<ReportKey, ReportedCredential[], string>(async (keys) => {
      const byReport = Map.groupBy(await reportedCredentials(reads, keys), keyOf);
      return keys.map((key) => byReport.get(keyOf(key)) ?? []);
    }, keyed),
    designations: new DataLoader<
      ReportKey,
      Awaited<ReturnType<typeof reportedDesignations>>[number]['designations'],
      string
    >(async (keys) => {
      const byReport = new Map((await reportedDesignations(reads, keys)).map((row) => [keyOf(row), row.designations]));
      return keys.map((key) => byReport.get(keyOf(key)) ?? []);
    }, keyed),
    changes: (since: PublishedReport, until: PublishedReport): Promise<ReportChanges> =>
      changesBetween(reads, until, since),
    page(organizationId: string, page: ReportPage, selection: ReportSelection): Promise<ReportRow[]> {
      const asked = JSON.stringify([page, selection]);
      const loader =
        pages.get(asked) ??
        new DataLoader(async (ids: readonly string[]) => {
          const lines = await listReportRows(reads, ids, page, selection);
          const byOrganization = Map.groupBy(lines, (line) => line.organizationId);
          return ids.map((id) => byOrganization.get(id) ?? []);
        });
      pages.set(asked, loader);
      return loader.load(organizationId);
    },
    total({ organizationId, month }: ReportKey, selection: ReportSelection): Promise<number> {
      const asked = JSON.stringify([month, selection]);
      const loader =
        totals.get(asked) ??
        new DataLoader(async (ids: readonly string[]) => {
          const counted = await countReportRows(reads, ids, month, selection);
          const byOrganization = new Map(counted.map((row) => [row.organizationId, row.total]));
          return ids.map((id) => byOrganization.get(id) ?? 0);
        });
      totals.set(asked, loader);
      return loader.load(organizationId);
    },
    /** Null when a search finds more rows than are counted. */
    found(
      { organizationId, month }: ReportKey,
      selection: ReportSelection & { readonly search: ReportSearch },
    ): Promise<number | null> {
      const asked = JSON.stringify([month, selection]);
      const loader =
        totalsFound.get(asked) ??
        new DataLoader(async (ids: readonly string[]) => {
          const counted = await countFoundRows(reads, ids, month, selection);
          const byOrganization = new Map(counted.map((row) => [row.organizationId, row.total]));
          return ids.map((id) => byOrganization.get(id) ?? null);
        });
      totalsFound.set(asked, loader);
      return loader.load(organizationId);
    },
    isCommon: (key: ReportKey, part: string): Promise<boolean> => isCommonPart(reads, key, part),
    people: (key: ReportKey, part: string, most: number): Promise<number[]> =>
      reportedPeopleWith(reads, key, part, most),
  };
}
