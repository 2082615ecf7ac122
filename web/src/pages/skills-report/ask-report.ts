import { ask } from '../../graphql/ask.ts';
import { SkillsReportDocument, type SkillsReportQuery } from '../../graphql/documents.ts';
import { type Months, monthsOf } from './report-months.ts';
import { filterOf, monthBefore, type ReportSearch } from './report-search.ts';

type Organization = NonNullable<SkillsReportQuery['callerOrganization']>;

/** A report with its first rows. `report` is null for a month without one. */
export type AskedReport = Months & {
  readonly month: string;
  readonly report: Organization['skillsReport'];
  /** Since the month before; null where that has no report. */
  readonly changes: NonNullable<Organization['compared']>['changesSince'] | null;
  readonly titles: SkillsReportQuery['designationTitles'];
};

/** Asks for a report and so many rows of it. */
export async function askReport(
  month: string,
  search: ReportSearch,
  first: number,
  signal: AbortSignal,
): Promise<AskedReport> {
  const { order, after } = search;
  const question = { month, monthBefore: monthBefore(month), first, after, filter: filterOf(search), order };
  const answer = await ask(SkillsReportDocument, question, signal);
  // The first report has none before it: an error there is no problem of the page.
  const problems = answer.problems.filter(({ path }) => path?.[1] !== 'compared');
  const { callerOrganization, designationTitles } = answer.data;
  return {
    ...monthsOf({ ...answer, problems }),
    month,
    report: callerOrganization?.skillsReport ?? null,
    changes: callerOrganization?.compared?.changesSince ?? null,
    titles: designationTitles,
  };
}
