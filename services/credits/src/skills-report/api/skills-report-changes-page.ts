import { type ConnectionOf, pageArguments } from '@app/subgraph-kit/graphql/connection';
import { mapPage } from '@app/subgraph-kit/graphql/mapped-page';
import { type Cause, type ChangeKind, causeOf } from '../domain/report-change.js';
import type { PublishedReport } from '../store/skills-report.store.js';
import { type ChangedRow, changedRows } from '../store/skills-report-changed-rows.store.js';
import type { ReportChanges } from '../store/skills-report-changes.store.js';
import type { SkillsReportContext } from './context.js';
import { factsOfRows } from './row-facts.js';
import { SkillsReportChangeType } from './types/skills-report-change.type.js';
import { SkillsReportRowType } from './types/skills-report-row.type.js';

/** Selects rows that differ between two reports. */
export type ReportChangesRequest = {
  readonly later: PublishedReport;
  readonly earlier: PublishedReport;
  readonly counts: ReportChanges;
  readonly first: number;
  readonly after: string | null | undefined;
  readonly change: ChangeKind | null | undefined;
};

/** One page of rows gained and lost, each with its cause. */
export async function reportChangesPage(
  { later, earlier, counts, change, ...request }: ReportChangesRequest,
  { caller, cursors, reads, rules }: SkillsReportContext,
): Promise<ConnectionOf<SkillsReportChangeType>> {
  const page = pageArguments(request.first, request.after, caller);
  const kind = change ?? null;
  const list = `report-changes:${later.id}:${earlier.id}:${kind ?? ''}`;
  const [credentialCode = null, number = null] = page.after === null ? [] : cursors.decode(list, page.after);
  const after = credentialCode === null ? null : { credentialCode, number: Number(number) };
  const rows = await changedRows(reads, { later, earlier }, { kind, limit: page.first, after });
  const shown = rows.slice(0, page.first);
  const factsOf = await factsOfRows(later.organizationId, shown, { reads, rules });
  const refreshes = { earlier: earlier.asOf, later: later.asOf };
  const causesOf = (line: ChangedRow): Cause => {
    const facts = factsOf(line);
    return facts ? causeOf(line.kind, facts, refreshes) : { cause: 'RULE_CHANGE', at: null };
  };
  const { gained, lost } = counts;
  return mapPage({
    rows,
    page,
    cursorOf: (line) => cursors.encode(list, [line.credentialCode, String(line.number)]),
    show: (line) => {
      const reportId = (line.kind === 'GAINED' ? later : earlier).id;
      const row = SkillsReportRowType.from(line, { reportId, catalog: rules.catalog });
      return SkillsReportChangeType.from(line.kind, causesOf(line), row);
    },
    total: async () => (kind === null ? gained + lost : kind === 'GAINED' ? gained : lost),
  });
}
