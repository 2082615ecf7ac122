import { useSearch } from '@tanstack/react-router';
import { type ReactNode, useId } from 'react';
import { Pager } from '../../design/pager.tsx';
import { useFocusOnChange } from '../../design/use-focus-on-change.ts';
import { Wide } from '../../design/wide.tsx';
import { ROWS } from './report-search.ts';

type PagedTableProps<Row> = {
  readonly title: string;
  /** How many rows there are on all pages, in words. */
  readonly found: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Each column with its cell; the first names the row. */
  readonly columns: readonly (readonly [title: string, cell: (row: Row) => ReactNode])[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
};

/** A page of rows under a heading of their own, with the way to the next one. */
export function PagedTable<Row>({ title, found, rows, keyOf, columns, pageInfo }: PagedTableProps<Row>): ReactNode {
  const headingId = useId();
  const { after } = useSearch({ strict: false });
  const table = useFocusOnChange<HTMLElement>(after);
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId}>{title}</h2>
      <p role="status">{found}</p>
      {rows.length > 0 && (
        <Wide label={title} ref={table}>
          <table className="stacked">
            <thead>
              <tr>
                {columns.map(([column]) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={keyOf(row)}>
                  {columns.map(([column, cell], index) =>
                    index === 0 ? (
                      <th key={column} scope="row">
                        {cell(row)}
                      </th>
                    ) : (
                      <td key={column}>{cell(row)}</td>
                    ),
                  )}
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
