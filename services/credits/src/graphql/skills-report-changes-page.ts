import { type ConnectionOf, pageArguments } from '@app/subgraph-kit/connection';
import { showPage } from '@app/subgraph-kit/shown-page';
import { relevanceCalendar } from '../domain/relevance-calendar.js';
import { type Cause, type ChangeKind, causeOf, type Refreshes } from '../domain/report-change.js';
import { type KnownFacts, rowFacts } from '../persistence/report-row-facts.store.js';
import type { PublishedReport } from '../persistence/skills-report.store.js';
import { type ChangedLine, changedLines } from '../persistence/skills-report-changed-lines.store.js';
import type { ReportChanges } from '../persistence/skills-report-changes.store.js';
import type { Rules } from '../rules/load-rules.js';
import type { CreditsContext } from './context.js';
import { SkillsReportChangeType } from './types/skills-report-change.type.js';
import { SkillsReportRowType } from './types/skills-report-row.type.js';

/** Which rows that differ between two reports are asked for. */
export type ReportChangesRequest = {
  readonly later: PublishedReport;
  readonly earlier: PublishedReport;
  readonly counts: ReportChanges;
  readonly first: number;
  readonly after: string | null | undefined;
  readonly change: ChangeKind | null | undefined;
};

/** One page of what was gained and lost, each with its cause. */
export async function reportChangesPage(
  { later, earlier, counts, change, ...request }: ReportChangesRequest,
  { caller, cursors, reads, rules }: CreditsContext,
): Promise<ConnectionOf<SkillsReportChangeType>> {
  const page = pageArguments(request.first, request.after, caller);
  const kind = change ?? null;
  const list = `report-changes:${later.id}:${earlier.id}:${kind ?? ''}`;
  const [credentialCode = null, number = null] = page.after === null ? [] : cursors.decode(list, page.after);
  const after = credentialCode === null ? null : { credentialCode, number: Number(number) };
  const rows = await changedLines(reads, { later, earlier }, { kind, limit: page.first, after });
  const shown = rows.slice(0, page.first);
  const facts = shown.length === 0 ? undefined : await rowFacts(reads, later.organizationId, shown);
  const causes = causesOf(facts, rules, { earlier: earlier.asOf, later: later.asOf });
  const { gained, lost } = counts;
  return showPage({
    rows,
    page,
    cursorOf: (line) => cursors.encode(list, [line.credentialCode, String(line.number)]),
    show: (line) => {
      const reportId = (line.kind === 'GAINED' ? later : earlier).id;
      const row = SkillsReportRowType.from(line, { reportId, catalogue: rules.catalogue });
      return SkillsReportChangeType.from(line.kind, causes(line), row);
    },
    total: async () => (kind === null ? gained + lost : kind === 'GAINED' ? gained : lost),
  });
}

/** The cause of each of these lines. */
function causesOf(facts: KnownFacts | undefined, rules: Rules, refreshes: Refreshes): (line: ChangedLine) => Cause {
  const relevance = relevanceCalendar(rules);
  const links = Map.groupBy(facts?.links ?? [], ({ userId, source }) => `${userId} ${source}`);
  const departures = Map.groupBy(facts?.departures ?? [], ({ userId }) => userId);
  const merges = Map.groupBy(facts?.merges ?? [], ({ source, survivingProfileId: id }) => `${source} ${id}`);
  const reports = Map.groupBy(
    facts?.reports ?? [],
    (one) => `${one.source} ${one.survivingProfileId} ${one.credentialCode}`,
  );
  return ({ kind, userId, source, credentialCode }) => {
    const credential = rules.catalogue.get(credentialCode);
    if (!credential) return { cause: 'RULE_CHANGE', at: null };
    const theirs = links.get(`${userId} ${source}`) ?? [];
    const profiles = [...new Set(theirs.map((link) => `${source} ${link.survivingProfileId}`))];
    const known = {
      ...{ source, credential, relevance, links: theirs },
      departures: departures.get(userId) ?? [],
      reports: profiles.flatMap((profile) => reports.get(`${profile} ${credentialCode}`) ?? []),
      merges: profiles.flatMap((profile) => merges.get(profile) ?? []),
    };
    return causeOf(kind, known, refreshes);
  };
}
