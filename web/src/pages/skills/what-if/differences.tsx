import type { ReactNode } from 'react';
import { Bars } from '../../../charts/bars.tsx';
import { Chart, type Column } from '../../../charts/chart.tsx';
import { Badge } from '../../../design/badge.tsx';
import type { SimulatedScoreFragment } from '../../../graphql/documents.ts';
import { points } from '../../../text/numbers.ts';
import { changeText, type Difference, differencesOf, differencesSentence, turnOf } from './difference.ts';

const COLUMNS: readonly Column<Difference>[] = [
  { title: 'Designation', cell: ({ title }) => title },
  { title: 'Today', cell: ({ before }) => points(before), number: true },
  { title: 'Then', cell: ({ after }) => points(after), number: true },
  { title: 'Required', cell: ({ required }) => points(required), number: true },
  { title: 'Attained today', cell: ({ attainedBefore }) => (attainedBefore ? 'Yes' : 'No') },
  { title: 'Attained then', cell: ({ attainedAfter }) => (attainedAfter ? 'Yes' : 'No') },
];

type DifferencesProps = {
  readonly before: readonly SimulatedScoreFragment[];
  readonly after: readonly SimulatedScoreFragment[];
};

/** Every designation before and after the plan, differences first. */
export function Differences({ before, after }: DifferencesProps): ReactNode {
  const differences = differencesOf(before, after);
  return (
    <section aria-labelledby="differences">
      <h2 id="differences">Scores with this plan</h2>
      <Chart
        title="Scores today and with this plan"
        result={<span role="status">{differencesSentence(differences)}</span>}
        columns={COLUMNS}
        rows={differences}
        keyOf={({ code }) => code}
      >
        <Bars
          max={100}
          threshold={differences[0]?.required}
          bars={differences.map((one) => ({
            key: one.code,
            name: one.title,
            value: one.after,
            full: 100,
            was: one.before,
            text: changeText(one),
            good: one.attainedAfter,
            note: <Turn difference={one} />,
          }))}
        />
      </Chart>
    </section>
  );
}

function Turn({ difference }: { readonly difference: Difference }): ReactNode {
  const turn = turnOf(difference);
  if (turn === undefined) return difference.attainedAfter ? 'Attained' : '';
  return turn === 'gained' ? <Badge tone="good">Attained</Badge> : <Badge tone="bad">Lost</Badge>;
}
