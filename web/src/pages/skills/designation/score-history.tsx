import type { ReactNode } from 'react';
import { Chart, type Column } from '../../../charts/chart.tsx';
import { StepLine } from '../../../charts/step-line.tsx';
import { month } from '../../../text/dates.ts';
import { points } from '../../../text/numbers.ts';
import type { DesignationDetail, History } from './designation-detail.ts';
import { historySentence } from './history-words.ts';

type Row = History[number];

const COLUMNS: readonly Column<Row>[] = [
  { title: 'Report', cell: (row) => month(row.month) },
  { title: 'Score', cell: ({ score }) => points(score), number: true },
  { title: 'Required', cell: ({ required }) => points(required), number: true },
  { title: 'From certifications', cell: ({ skillingPoints }) => points(skillingPoints), number: true },
  { title: 'Attained', cell: ({ attained }) => (attained ? 'Yes' : 'No') },
  { title: 'Rules', cell: ({ ruleset }) => ruleset },
];

type ScoreHistoryProps = { readonly designation: DesignationDetail; readonly history: History };

/** The score of each monthly report. */
export function ScoreHistory({ designation, history }: ScoreHistoryProps): ReactNode {
  const sentence = historySentence(history);
  return (
    <section aria-labelledby="history">
      <h2 id="history">Skills Reports</h2>
      {history.length === 0 ? (
        <p>{sentence}</p>
      ) : (
        <Chart
          title="Score in each report"
          result={sentence}
          columns={COLUMNS}
          rows={history}
          keyOf={(row) => row.month}
        >
          <StepLine
            name={`Score in the monthly reports. ${sentence}`}
            points={history.map(({ on, score: value }) => ({ on, value }))}
            until={later(designation.on, history.at(-1)?.on ?? designation.on)}
            max={100}
            threshold={history.at(-1)?.required}
          />
        </Chart>
      )}
    </section>
  );
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
