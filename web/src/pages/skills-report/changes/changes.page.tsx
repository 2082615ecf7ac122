import '../report.css';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Search } from '../../../app/search.ts';
import { Choice } from '../../../design/field.tsx';
import { FilterForm } from '../../../design/filter-form.tsx';
import { month as monthName } from '../../../text/dates.ts';
import { ReportFrame } from '../report-frame.tsx';
import { changesSentence } from '../report-words.ts';
import { ChangedRows } from './changed-rows.tsx';
import { readChangesSearch } from './changes-search.ts';
import { designationChanges } from './designation-changes.ts';
import { ScoreChanges } from './score-changes.tsx';

const route = getRouteApi('/signed-in/skills/report/$month/changes');

/** What a report gained and lost since an earlier one: in numbers, by designation, and row by row with the cause. */
export function ReportChangesPage(): ReactNode {
  const { report, earlier, since, ...asked } = route.useLoaderData();
  const earlierMonths = asked.months.filter((one) => one < asked.month);
  return (
    <ReportFrame {...asked} tab="/skills/report/$month/changes">
      {earlierMonths.length === 0 ? (
        <p>This is the first report. There is none before it to compare with.</p>
      ) : (
        <ChangeFilters months={earlierMonths} since={since} />
      )}
      {earlierMonths.length > 0 && !earlierMonths.includes(since) && (
        <p>There is no earlier report of {monthName(since)}. Choose another month to compare with.</p>
      )}
      {report !== null && earlier !== null && (
        <>
          <p>{changesSentence(report.changesSince)}</p>
          <Designations />
          <ChangedRows rows={report.changesSince.rows} />
        </>
      )}
    </ReportFrame>
  );
}

function Designations(): ReactNode {
  const { report, earlier, month, since } = route.useLoaderData();
  if (report === null || earlier === null) return null;
  const changes = designationChanges(earlier.byDesignation, report.byDesignation, report.changesSince.byDesignation);
  return <ScoreChanges month={month} since={since} changes={changes} />;
}

function ChangeFilters({ months, since }: { readonly months: readonly string[]; readonly since: string }): ReactNode {
  const { change } = route.useSearch();
  const navigate = route.useNavigate();
  const filter = (values: Search): void => {
    void navigate({ search: readChangesSearch(values), resetScroll: false });
  };
  return (
    <FilterForm values={{ since, change }} onFilter={filter}>
      <Choice label="Compare with" name="since">
        {months.map((one) => (
          <option key={one} value={one}>
            {monthName(one)}
          </option>
        ))}
      </Choice>
      <Choice label="Show" name="change">
        <option value="">Rows gained and lost</option>
        <option value="GAINED">Rows gained</option>
        <option value="LOST">Rows lost</option>
      </Choice>
    </FilterForm>
  );
}
