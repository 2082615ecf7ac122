import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Badge } from '../../design/badge.tsx';
import { Pager } from '../../design/pager.tsx';
import { useFocusOnChange } from '../../design/use-focus-on-change.ts';
import { Wide } from '../../design/wide.tsx';
import type { ReportChangedRowsFragment } from '../../graphql/documents.ts';
import { day } from '../../text/dates.ts';
import { counted } from '../../text/numbers.ts';
import { ReportPerson } from './report-person.tsx';
import { ROWS } from './report-search.ts';
import { causeWord, changeWord } from './report-words.ts';

const route = getRouteApi('/signed-in/skills/report/$month/changes');

/** The rows that came and went, each with its cause. */
export function ChangedRows({ rows }: { readonly rows: ReportChangedRowsFragment }): ReactNode {
  const { after } = route.useSearch();
  const table = useFocusOnChange<HTMLElement>(after);
  const { nodes, totalCount, pageInfo } = rows;
  return (
    <section aria-labelledby="changed-rows">
      <h2 id="changed-rows">Rows gained and lost</h2>
      <p role="status">{counted(totalCount ?? nodes.length, 'row', 'rows')}</p>
      {nodes.length > 0 && (
        <Wide label="Rows gained and lost" ref={table}>
          <table>
            <thead>
              <tr>
                <th scope="col">Person</th>
                <th scope="col">Certification</th>
                <th scope="col">Change</th>
                <th scope="col">Why</th>
                <th scope="col">When</th>
              </tr>
            </thead>
            <tbody>
              {nodes.map(({ row, change, cause, at }) => (
                <tr key={`${change} ${row.id}`}>
                  <th scope="row">
                    <ReportPerson personRef={row.personRef} name={row.personName} />
                  </th>
                  <td>{row.credential.title}</td>
                  <td>
                    <Badge tone={change === 'GAINED' ? 'good' : 'bad'}>{changeWord(change)}</Badge>
                  </td>
                  <td>{causeWord(cause)}</td>
                  <td className="nowrap">{at !== null && day(at)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      <Pager size={ROWS} pageInfo={pageInfo} />
    </section>
  );
}
