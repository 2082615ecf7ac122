import { ask } from '../../../graphql/ask.ts';
import { SkillsReportDocument, type SkillsReportQuery } from '../../../graphql/documents.ts';
import { type Months, monthsOf } from '../report-months.ts';
import { filterOf, type ReportSearch, ROWS } from '../report-search.ts';

type Organization = NonNullable<SkillsReportQuery['callerOrganization']>;

/** A report with its first rows. `report` is null for a month without one. */
export type AskedReport = Months & {
  readonly month: string;
  readonly report: Organization['skillsReport'];
  /** Since the report before it; null for the first one. */
  readonly changes: NonNullable<Organization['compared']>['changesSince'] | null;
  readonly titles: SkillsReportQuery['designationTitles'];
};

/** The newest report on the way from its address without a month to its permanent one, which need not ask again. */
let forwarded: AskedReport | undefined;

/** Asks for a report and so many rows of it. */
export async function askReport(
  month: string,
  search: ReportSearch,
  first: number,
  signal: AbortSignal,
): Promise<AskedReport> {
  const newest = forwarded;
  forwarded = undefined;
  const isWhole = Object.values(search).every((filter) => filter === undefined);
  if (newest?.month === month && first === ROWS && isWhole) return newest;
  return { ...(await askFor(month, search, first, signal)), month };
}

/** Asks for the newest report, and keeps it for the page of its month. The months alone where there is none. */
export async function askNewestReport(signal: AbortSignal): Promise<Months> {
  const asked = await askFor(null, {}, ROWS, signal);
  forwarded = asked.report === null ? undefined : { ...asked, month: asked.report.month };
  return asked;
}

async function askFor(
  month: string | null,
  search: ReportSearch,
  first: number,
  signal: AbortSignal,
): Promise<Omit<AskedReport, 'month'>> {
  const { order, after } = search;
  const answer = await ask(SkillsReportDocument, { month, first, after, filter: filterOf(search), order }, signal);
  // The first report has none before it: an error there is no problem of the page.
  const problems = answer.problems.filter(({ path }) => path?.[1] !== 'compared');
  const { callerOrganization, designationTitles } = answer.data;
  return {
    ...monthsOf({ ...answer, problems }),
    report: callerOrganization?.skillsReport ?? null,
    changes: callerOrganization?.compared?.changesSince ?? null,
    titles: designationTitles,
  };
}
