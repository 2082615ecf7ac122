import type { ReactNode } from 'react';
import { Chart, type Column } from '../../../charts/chart.tsx';
import { DivergingBars } from '../../../charts/diverging-bars.tsx';
import type { ReportScoreFragment } from '../../../graphql/documents.ts';
import { month as monthName } from '../../../text/dates.ts';
import { count, points } from '../../../text/numbers.ts';
import { changeSentence, type DesignationChange, scoresOf } from './designation-changes.ts';

type ScoreChangesProps = {
  readonly month: string;
  readonly since: string;
  readonly changes: readonly DesignationChange[];
};

/** What the rows that came and went did to each designation. */
export function ScoreChanges({ month, since, changes }: ScoreChangesProps): ReactNode {
  return (
    <section aria-labelledby="by-designation">
      <h2 id="by-designation">By designation</h2>
      <Chart
        title="Changes by designation"
        result={`${changeSentence(changes)} The bars are the rows lost and gained; a row can count for several designations.`}
        columns={columnsOf(month, since)}
        rows={changes}
        keyOf={({ code }) => code}
      >
        <DivergingBars
          changes={changes.map((change) => ({
            key: change.code,
            name: (
              <>
                {change.title} <span className="quiet">{scoresOf(change)}</span>
              </>
            ),
            gained: change.gained,
            lost: change.lost,
          }))}
        />
      </Chart>
    </section>
  );
}

function columnsOf(month: string, since: string): readonly Column<DesignationChange>[] {
  const scoreOf = (score: ReportScoreFragment | null): string => (score === null ? '–' : points(score.score));
  return [
    { title: 'Designation', cell: ({ title }) => title },
    { title: 'Rows lost', cell: ({ lost }) => count(lost), number: true },
    { title: 'Rows gained', cell: ({ gained }) => count(gained), number: true },
    { title: `Score ${monthName(since)}`, cell: ({ before }) => scoreOf(before), number: true },
    { title: `Score ${monthName(month)}`, cell: ({ after }) => scoreOf(after), number: true },
  ];
}
