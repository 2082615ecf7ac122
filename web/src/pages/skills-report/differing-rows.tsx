import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Pager } from '../../design/pager.tsx';
import { useFocusOnChange } from '../../design/use-focus-on-change.ts';
import { Wide } from '../../design/wide.tsx';
import type { ReportDifferingRowsFragment } from '../../graphql/documents.ts';
import { day } from '../../text/dates.ts';
import { counted } from '../../text/numbers.ts';
import { ReportPerson } from './report-person.tsx';
import { ROWS } from './report-search.ts';
import { reasonWord, viewWord } from './report-words.ts';

const route = getRouteApi('/signed-in/skills/report/$month/as-known-now');

/** The rows that only one of the two views counts. */
export function DifferingRows({ rows }: { readonly rows: ReportDifferingRowsFragment }): ReactNode {
  const { after } = route.useSearch();
  const table = useFocusOnChange<HTMLElement>(after);
  const { nodes, totalCount, pageInfo } = rows;
  if (nodes.length === 0) return <p role="status">Every row is the same in both.</p>;
  return (
    <section aria-labelledby="differing-rows">
      <h2 id="differing-rows">Rows that differ</h2>
      <p role="status">{counted(totalCount ?? nodes.length, 'row differs', 'rows differ')}</p>
      <Wide label="Rows that differ" ref={table}>
        <table>
          <thead>
            <tr>
              <th scope="col">Person</th>
              <th scope="col">Certification</th>
              <th scope="col">Counted</th>
              <th scope="col">Why</th>
              <th scope="col">Known since</th>
            </tr>
          </thead>
          <tbody>
            {nodes.map(({ personRef, person, credential, kind, reason, at }) => (
              <tr key={`${personRef} ${credential.code}`}>
                <th scope="row">
                  <ReportPerson personRef={personRef} name={person?.displayName ?? null} />
                </th>
                <td>{credential.title}</td>
                <td>{viewWord(kind)}</td>
                <td>{reasonWord(reason)}</td>
                <td className="nowrap">{at !== null && day(at)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      <Pager size={ROWS} pageInfo={pageInfo} />
    </section>
  );
}
