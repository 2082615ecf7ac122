import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMe } from '../../../app/me.ts';
import { seesNamedCredits } from '../../../app/roles.ts';
import type { Search } from '../../../app/search.ts';
import { buttonClass } from '../../../design/button.tsx';
import { Choice, Field, Tick } from '../../../design/field.tsx';
import { FilterForm } from '../../../design/filter-form.tsx';
import { isFiltered, readReportSearch } from '../report-search.ts';

const route = getRouteApi('/signed-in/skills/report/$month');

/** Narrows the rows of a report; what is chosen is in the address. */
export function ReportFilters(): ReactNode {
  const { titles } = route.useLoaderData();
  const hasNames = seesNamedCredits(useMe().roles);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filter = (values: Search): void => {
    void navigate({ search: { ...readReportSearch(values), order: search.order }, resetScroll: false });
  };
  const options = (isSpecialization: boolean): ReactNode =>
    titles
      .filter((title) => title.isSpecialization === isSpecialization)
      .map(({ code, title }) => (
        <option key={code} value={code}>
          {title}
        </option>
      ));
  return (
    <FilterForm
      values={search}
      onFilter={filter}
      act="Filter"
      clear={
        isFiltered(search) && (
          <Link className={buttonClass('quiet')} to="." search={{ order: search.order }} resetScroll={false}>
            Clear filters
          </Link>
        )
      }
    >
      <Field label={hasNames ? 'Name or certification' : 'Certification'} name="q" type="search" maxLength={100} />
      <Choice label="Counts for" name="relevantTo">
        <option value="">Everything</option>
        <optgroup label="Designations">{options(false)}</optgroup>
        <optgroup label="Specializations">{options(true)}</optgroup>
      </Choice>
      <Field label="Expires before" name="expiresBefore" type="date" />
      <Tick label="Leaving only" name="leaving" value="true" />
    </FilterForm>
  );
}
