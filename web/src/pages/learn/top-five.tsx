import type { ReactNode } from 'react';
import { Bars } from '../../charts/bars.tsx';
import { Chart, type Column } from '../../charts/chart.tsx';
import type { LearnQuery } from '../../graphql/documents.ts';
import { count, counted } from '../../text/numbers.ts';

type Analytics = NonNullable<NonNullable<LearnQuery['callerOrganization']>['learnAnalytics']>;
type Slice = Analytics['byName'][number];

type TopFiveProps = {
  readonly by: 'title' | 'role' | 'product';
  /** Most completions first. */
  readonly slices: readonly Slice[];
};

/** The most completed, as bars sorted by length. */
export function TopFive({ by, slices }: TopFiveProps): ReactNode {
  const title = `By ${by}`;
  const [first] = slices;
  const columns: readonly Column<Slice>[] = [
    { title: by === 'title' ? 'Title' : by === 'role' ? 'Role' : 'Product', cell: ({ label }) => label },
    { title: 'Completions', cell: ({ completions }) => count(completions), number: true },
  ];
  return (
    <section>
      <h3>{title}</h3>
      {first === undefined ? (
        <p>No completed training has a {by}.</p>
      ) : (
        <Chart
          title={title}
          result={`${first.label} leads with ${counted(first.completions, 'completion', 'completions')}.`}
          columns={columns}
          rows={slices}
          keyOf={({ label }) => label}
        >
          <Bars
            max={first.completions}
            bars={slices.map(({ label, completions }) => ({
              key: label,
              name: label,
              value: completions,
              text: count(completions),
            }))}
          />
        </Chart>
      )}
    </section>
  );
}
