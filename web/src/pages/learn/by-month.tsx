import type { ReactNode } from 'react';
import { Chart, type Column } from '../../charts/chart.tsx';
import { MonthBars } from '../../charts/month-bars.tsx';
import type { LearnQuery } from '../../graphql/documents.ts';
import { month as monthName } from '../../text/dates.ts';
import { count, counted } from '../../text/numbers.ts';

type Analytics = NonNullable<NonNullable<LearnQuery['callerOrganization']>['learnAnalytics']>;
type Month = Analytics['monthly'][number];

const COLUMNS: readonly Column<Month>[] = [
  { title: 'Month', cell: ({ month }) => monthName(month) },
  { title: 'Modules', cell: ({ moduleCompletions }) => count(moduleCompletions), number: true },
  { title: 'Learning paths', cell: ({ learningPathCompletions }) => count(learningPathCompletions), number: true },
  { title: 'People trained for the first time', cell: (row) => count(row.newlyTrainedIndividuals), number: true },
];

/** Completions and new people, month by month. */
export function ByMonth({ months }: { readonly months: readonly Month[] }): ReactNode {
  return (
    <div className="panels">
      <MonthChart
        title="Modules by month"
        what={(value) => counted(value, 'module', 'modules')}
        months={months}
        amountOf={(row) => row.moduleCompletions}
      />
      <MonthChart
        title="People trained for the first time, by month"
        what={(value) => counted(value, 'new person', 'new people')}
        months={months}
        amountOf={(row) => row.newlyTrainedIndividuals}
      />
    </div>
  );
}

type MonthChartProps = {
  readonly title: string;
  readonly what: (value: number) => string;
  readonly months: readonly Month[];
  readonly amountOf: (month: Month) => number;
};

function MonthChart({ title, what, months, amountOf }: MonthChartProps): ReactNode {
  const [best] = months.toSorted((a, b) => amountOf(b) - amountOf(a));
  const result = best === undefined ? '' : `Most in ${monthName(best.month)}: ${what(amountOf(best))}.`;
  return (
    <section>
      <h2>{title}</h2>
      <Chart title={title} result={result} columns={COLUMNS} rows={months} keyOf={({ month }) => month}>
        <MonthBars
          name={`${title}. ${result}`}
          months={months.map((row) => ({ month: row.month, value: amountOf(row) }))}
        />
      </Chart>
    </section>
  );
}
