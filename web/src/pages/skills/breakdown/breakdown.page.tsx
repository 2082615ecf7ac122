import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMe } from '../../../app/me.ts';
import { MissingParts } from '../../../app/problem.tsx';
import { seesNamedCredits } from '../../../app/roles.ts';
import { Bars } from '../../../charts/bars.tsx';
import { Chart, type Column } from '../../../charts/chart.tsx';
import { Choice } from '../../../design/field.tsx';
import { FilterForm } from '../../../design/filter-form.tsx';
import { Heading } from '../../../design/heading.tsx';
import { count } from '../../../text/numbers.ts';
import { creditsOf, type PlaceOfWork, placesOf, placesSentence } from './breakdown-words.ts';

const route = getRouteApi('/signed-in/skills/breakdown');

const TITLES = { department: 'Credits by department', country: 'Credits by country' } as const;

/** Where the people with credits work. */
export function BreakdownPage(): ReactNode {
  const { breakdown, by, problems } = route.useLoaderData();
  const navigate = route.useNavigate();
  const hasNames = seesNamedCredits(useMe().roles);
  const places = placesOf(breakdown);
  return (
    <>
      <p>
        <Link to="/skills">All designations</Link>
      </p>
      <Heading>{TITLES[by]}</Heading>
      <MissingParts problems={problems} />
      <p>
        {hasNames
          ? 'The credits that count today, by the place of work that the directory gives.'
          : 'All credits, also pending and dropped ones, by the place of work that the directory gives. Groups of fewer than five people are not listed.'}
      </p>
      <FilterForm
        values={{ by: by === 'country' ? by : undefined }}
        onFilter={({ by: chosen }) => void navigate({ search: chosen === 'country' ? { by: chosen } : {} })}
      >
        <Choice label="Group by" name="by">
          <option value="">Department</option>
          <option value="country">Country</option>
        </Choice>
      </FilterForm>
      <Places title={TITLES[by]} places={places} />
    </>
  );
}

const COLUMNS: readonly Column<PlaceOfWork>[] = [
  { title: 'Place of work', cell: ({ name }) => <bdi>{name}</bdi> },
  { title: 'People', cell: ({ people }) => count(people), number: true },
  { title: 'Credits', cell: ({ credits }) => count(credits), number: true },
];

function Places({ title, places }: { readonly title: string; readonly places: readonly PlaceOfWork[] }): ReactNode {
  return (
    <Chart title={title} result={placesSentence(places)} columns={COLUMNS} rows={places} keyOf={({ key }) => key}>
      <Bars
        max={Math.max(1, ...places.map(({ people }) => people))}
        bars={places.map((place) => ({
          key: place.key,
          name: <bdi>{place.name}</bdi>,
          value: place.people,
          text: count(place.people),
          note: creditsOf(place),
        }))}
      />
    </Chart>
  );
}
