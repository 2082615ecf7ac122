import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Bars } from '../../../charts/bars.tsx';
import { Chart, type Column } from '../../../charts/chart.tsx';
import { Badge } from '../../../design/badge.tsx';
import type { DesignationScoreFragment } from '../../../graphql/documents.ts';
import { points } from '../../../text/numbers.ts';
import { standing } from '../standing.ts';
import { trackName } from '../track.ts';
import { scoresSentence } from './overview-words.ts';

type ScoresProps = { readonly designations: readonly DesignationScoreFragment[] };

const COLUMNS: readonly Column<DesignationScoreFragment>[] = [
  { title: 'Designation', cell: ({ title }) => title },
  { title: 'Score', cell: ({ score }) => points(score), number: true },
  { title: 'Required', cell: ({ required }) => points(required), number: true },
  {
    title: 'From certifications',
    cell: ({ skillingPoints, skillingMax }) => `${points(skillingPoints)} of ${points(skillingMax)}`,
    number: true,
  },
  { title: 'Track', cell: ({ track }) => trackName(track) },
  { title: 'State', cell: (one) => (one.attained ? `Attained, ${standing(one)}` : standing(one)) },
];

/** Every designation on one scale, with the score that attains it. */
export function Scores({ designations }: ScoresProps): ReactNode {
  return (
    <section aria-labelledby="scores">
      <h2 id="scores">Scores</h2>
      <Chart
        title="Scores of the designations"
        result={scoresSentence(designations)}
        columns={COLUMNS}
        rows={designations}
        keyOf={({ code }) => code}
      >
        <Bars
          max={100}
          threshold={designations[0]?.required}
          bars={designations.map((one) => ({
            key: one.code,
            name: (
              <Link to="/skills/designation/$code" params={{ code: one.code }}>
                {one.title}
              </Link>
            ),
            value: one.score,
            full: 100,
            text: points(one.score),
            good: one.attained,
            note: <Standing designation={one} />,
          }))}
        />
      </Chart>
    </section>
  );
}

function Standing({ designation }: { readonly designation: DesignationScoreFragment }): ReactNode {
  if (!designation.attained) return standing(designation);
  return (
    <>
      <Badge tone="good">Attained</Badge> {standing(designation)}
    </>
  );
}
