import type { ReportScoreFragment, SkillsReportChangesQuery } from '../../../graphql/documents.ts';
import { points } from '../../../text/numbers.ts';

type Report = NonNullable<NonNullable<SkillsReportChangesQuery['callerOrganization']>['skillsReport']>;
type ChangedCounts = Report['changesSince']['byDesignation'];

/** A designation in two reports. A score is null where the report does not have the designation. */
export type DesignationChange = {
  readonly code: string;
  readonly title: string;
  readonly before: ReportScoreFragment | null;
  readonly after: ReportScoreFragment | null;
  /** Rows gained and lost that count for it. */
  readonly gained: number;
  readonly lost: number;
};

/** The designations of two reports, in the order of the later one, with the rows that came and went. */
export function designationChanges(
  before: readonly ReportScoreFragment[],
  after: readonly ReportScoreFragment[],
  counts: ChangedCounts,
): DesignationChange[] {
  const codes = new Set([...after, ...before].map(({ code }) => code));
  return [...codes].map((code) => {
    const one = before.find((score) => score.code === code) ?? null;
    const other = after.find((score) => score.code === code) ?? null;
    const { gained = 0, lost = 0 } = counts.find(({ designation }) => designation === code) ?? {};
    const title = (other ?? one)?.title ?? code;
    return { code, title, before: one, after: other, gained, lost };
  });
}

/** What became of the designations, in a sentence for each that was attained or lost. */
export function changeSentence(changes: readonly DesignationChange[]): string {
  const sentences = changes
    .filter(({ before, after }) => before !== null && after !== null && before.attained !== after.attained)
    .map((change) => `${change.title} ${change.after?.attained ? 'is attained now' : 'is lost'}: ${scoresOf(change)}.`);
  return sentences.length > 0 ? sentences.join(' ') : 'No designation was attained or lost.';
}

/** The two scores: 72 → 68. */
export function scoresOf({ before, after }: Pick<DesignationChange, 'before' | 'after'>): string {
  return `${before === null ? '–' : points(before.score)} → ${after === null ? '–' : points(after.score)}`;
}
