import type { ReactNode } from 'react';
import { Bars } from '../../../charts/bars.tsx';
import { Chart, type Column } from '../../../charts/chart.tsx';
import type { MetricDetailFragment, StepGapFragment } from '../../../graphql/documents.ts';
import { points } from '../../../text/numbers.ts';
import type { DesignationDetail } from './designation-detail.ts';
import { figuresOf, metricKind } from './metric-words.ts';
import { StepRow } from './step-row.tsx';

const COLUMNS: readonly Column<MetricDetailFragment>[] = [
  { title: 'Metric', cell: ({ title }) => title },
  { title: 'Kind', cell: ({ category }) => metricKind(category) },
  { title: 'Points', cell: (metric) => points(metric.points), number: true },
  { title: 'At most', cell: ({ max }) => points(max), number: true },
];

/** Every metric with its points; for those that count people, every step with the people and what is missing. */
export function Metrics({ designation }: { readonly designation: DesignationDetail }): ReactNode {
  const { metrics, gaps, facts } = designation;
  const highest = Math.max(...metrics.map(({ max }) => max));
  return (
    <section aria-labelledby="metrics">
      <h2 id="metrics">Points</h2>
      <Chart
        title="Points of each metric"
        result="The sum of all metrics is the score. Each of them has to be above 0."
        columns={COLUMNS}
        rows={metrics}
        keyOf={({ code }) => code}
      >
        <Bars
          max={highest}
          bars={metrics.map((metric) => ({
            key: metric.code,
            name: metric.title,
            value: metric.points,
            full: metric.max,
            good: metric.points >= metric.max,
            text: `${points(metric.points)} of ${points(metric.max)}`,
            note: metric.steps.length === 0 ? figuresOf(metric.code, facts) : undefined,
          }))}
        />
      </Chart>
      {metrics
        .filter(({ steps }) => steps.length > 0)
        .map((metric) => (
          <Steps key={metric.code} metric={metric} gaps={gaps} />
        ))}
    </section>
  );
}

type StepsProps = { readonly metric: MetricDetailFragment; readonly gaps: readonly StepGapFragment[] };

function Steps({ metric, gaps }: StepsProps): ReactNode {
  const { code, title, points: value, max, steps } = metric;
  return (
    <section className="panel metric" aria-labelledby={`metric-${code}`}>
      <h3 id={`metric-${code}`}>
        {title}: {points(value)} of {points(max)} points
      </h3>
      <ol className="steps">
        {steps.map((step) => (
          <StepRow
            key={step.step}
            step={step}
            gap={gaps.find((gap) => gap.metric === code && gap.step === step.step)}
            metric={metric}
          />
        ))}
      </ol>
    </section>
  );
}
