import type { ReactNode } from 'react';
import { Chart, type Column } from '../../../charts/chart.tsx';
import { DayBars, type DayValue } from '../../../charts/day-bars.tsx';
import { day } from '../../../text/dates.ts';
import { jointSentence } from './forecast.ts';

const COLUMNS: readonly Column<DayValue>[] = [
  { title: 'Day', cell: ({ on }) => day(on) },
  { title: 'People', cell: ({ value }) => value, number: true },
];

type JointDaysProps = { readonly days: readonly DayValue[]; readonly from: string; readonly until: string };

/** The days on which several people lose something that costs points. */
export function JointDays({ days, from, until }: JointDaysProps): ReactNode {
  const sentence = jointSentence(days);
  return (
    <Chart
      title="Days on which several people lose a certification"
      result={sentence}
      columns={COLUMNS}
      rows={days}
      keyOf={({ on }) => on}
    >
      <DayBars name={sentence} days={days} from={from} until={until} />
    </Chart>
  );
}
