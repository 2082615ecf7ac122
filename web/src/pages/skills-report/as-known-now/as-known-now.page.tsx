import '../report.css';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Badge } from '../../../design/badge.tsx';
import { Wide } from '../../../design/wide.tsx';
import type { ReportScoreFragment, SkillsReportAsKnownNowQuery } from '../../../graphql/documents.ts';
import { points } from '../../../text/numbers.ts';
import { ReportFrame } from '../report-frame.tsx';
import { reasonWord } from '../report-words.ts';
import { DifferingRows } from './differing-rows.tsx';

type Report = NonNullable<NonNullable<SkillsReportAsKnownNowQuery['callerOrganization']>['skillsReport']>;
type Designations = Report['asKnownNow']['designations'];

const route = getRouteApi('/signed-in/skills/report/$month/as-known-now');

/** The published report beside the same day with everything that is known today. */
export function ReportAsKnownNowPage(): ReactNode {
  const { review, titles, ...asked } = route.useLoaderData();
  return (
    <ReportFrame {...asked} tab="/skills/report/$month/as-known-now">
      {review !== null && (
        <>
          <p>
            The report has what was known when it was taken, and never changes. Here the same day is worked out again
            with everything known today, such as a certification that was reported late.
          </p>
          <ReviewedDesignations designations={review.designations} titleOf={(code) => titles.get(code) ?? code} />
          <DifferingRows rows={review.rows} />
        </>
      )}
    </ReportFrame>
  );
}

type ReviewedDesignationsProps = {
  readonly designations: Designations;
  readonly titleOf: (code: string) => string;
};

function ReviewedDesignations({ designations, titleOf }: ReviewedDesignationsProps): ReactNode {
  return (
    <section aria-labelledby="reviewed-scores">
      <h2 id="reviewed-scores">Scores</h2>
      <Wide label="Scores">
        <table className="stacked">
          <thead>
            <tr>
              <th scope="col">Designation</th>
              <th scope="col" className="number">
                In the report
              </th>
              <th scope="col" className="number">
                As known today
              </th>
              <th scope="col">Difference</th>
            </tr>
          </thead>
          <tbody>
            {designations.map(({ designation, official, asKnownNow, differs, reasons }) => (
              <tr key={designation}>
                <th scope="row">{titleOf(designation)}</th>
                <td className="number" data-label="In the report">
                  {scoreOf(official)}
                </td>
                <td className="number" data-label="As known today">
                  {scoreOf(asKnownNow)}
                </td>
                <td data-label="Difference">
                  {differs ? <Badge tone="warn">{reasons.map(reasonWord).join(', ') || 'Differs'}</Badge> : 'None'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </section>
  );
}

function scoreOf(score: ReportScoreFragment | null): string {
  if (score === null) return '–';
  return `${points(score.score)}${score.attained ? ', attained' : ''}`;
}
