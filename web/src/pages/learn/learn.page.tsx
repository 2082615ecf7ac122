import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { MissingParts } from '../../app/problem.tsx';
import { buttonClass } from '../../design/button.tsx';
import { Field } from '../../design/field.tsx';
import { Figures } from '../../design/figures.tsx';
import { FilterForm } from '../../design/filter-form.tsx';
import { Heading } from '../../design/heading.tsx';
import { count } from '../../text/numbers.ts';
import { ByMonth } from './by-month.tsx';
import { readLearnSearch } from './learn-search.ts';
import { TopFive } from './top-five.tsx';

const route = getRouteApi('/signed-in/skills/learn');

/** Learn analytics: how many people learned, when, and what. */
export function LearnPage(): ReactNode {
  const { range, analytics, problems } = route.useLoaderData();
  const { trainedIndividuals, moduleCompletions, learningPathCompletions, monthly } = analytics;
  const { byName, byRole, byProduct } = analytics;
  const nothing = moduleCompletions === 0 && learningPathCompletions === 0;
  return (
    <>
      <Heading>Learn analytics</Heading>
      <MissingParts problems={problems} />
      <p>
        What linked colleagues completed at Microsoft Learn. A completion is no part of a score; only certifications
        are.
      </p>
      <RangeFilter range={range} />
      <Figures
        figures={[
          [count(trainedIndividuals), trainedIndividuals === 1 ? 'person trained' : 'people trained'],
          [count(moduleCompletions), 'modules completed'],
          [count(learningPathCompletions), 'learning paths completed'],
        ]}
      />
      {nothing ? (
        <p>Nothing was completed between these days. Choose an earlier first day, or ask colleagues to link.</p>
      ) : (
        <>
          <ByMonth months={monthly} />
          <section aria-labelledby="top-five">
            <h2 id="top-five">What is learned most</h2>
            <p>Modules and learning paths together. One with several roles or products counts for each of them.</p>
            <div className="panels">
              <TopFive by="title" slices={byName} />
              <TopFive by="role" slices={byRole} />
              <TopFive by="product" slices={byProduct} />
            </div>
          </section>
        </>
      )}
    </>
  );
}

function RangeFilter({ range }: { readonly range: { readonly from: string; readonly to: string } }): ReactNode {
  const navigate = route.useNavigate();
  const search = route.useSearch();
  return (
    <FilterForm
      act="Show"
      clear={
        (search.from ?? search.to) !== undefined && (
          <Link className={buttonClass('quiet')} to="." search={{}} resetScroll={false}>
            The last twelve months
          </Link>
        )
      }
      values={range}
      onFilter={(values) => void navigate({ search: readLearnSearch(values), resetScroll: false })}
    >
      <Field label="From" name="from" type="date" required max={range.to} />
      <Field label="To" name="to" type="date" required />
    </FilterForm>
  );
}
