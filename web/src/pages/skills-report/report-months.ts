import type { Problem } from '@skill-link/client/outcome';
import { type Asked, part } from '../../graphql/ask.ts';
import type { ReportMonthsFragment } from '../../graphql/documents.ts';

/** The reports that there are, for the frame of every page of a report. */
export type Months = {
  readonly organization: string;
  /** Newest first. */
  readonly months: readonly string[];
  readonly nextReportAt: string | null;
  readonly problems: readonly Problem[];
};

/** Takes the months out of an answer. Throws a PageProblem for a caller who may not see reports. */
export function monthsOf(answer: Asked<{ readonly callerOrganization: ReportMonthsFragment | null }>): Months {
  const { name, nextReportAt } = part(answer, ({ callerOrganization }) => callerOrganization);
  const months = part(answer, ({ callerOrganization }) => callerOrganization?.skillsReportMonths);
  return { organization: name, months, nextReportAt, problems: answer.problems };
}
