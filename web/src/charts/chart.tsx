import './charts.css';
import type { ReactNode } from 'react';
import { Wide } from '../design/wide.tsx';

/** A column of the table beside a picture. The first column names the row. */
export type Column<Row> = {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  readonly number?: boolean;
};

type ChartProps<Row> = {
  /** What the rows are, as the caption of the table: "Scores today". */
  readonly title: string;
  /** What the picture shows, in a sentence. */
  readonly result: ReactNode;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The picture of the same rows. */
  readonly children: ReactNode;
};

/** A picture with its result as a sentence, and its rows as a table. Nothing in it needs a pointer. */
export function Chart<Row>({ title, result, columns, rows, keyOf, children }: ChartProps<Row>): ReactNode {
  return (
    <figure className="chart">
      <figcaption>{result}</figcaption>
      {children}
      {rows.length > 0 && (
        <details>
          <summary>Show as table</summary>
          <Wide label={title}>
            <table className="stacked">
              <caption>{title}</caption>
              <thead>
                <tr>
                  {columns.map(({ title, number }) => (
                    <th key={title} scope="col" className={classOf(number)}>
                      {title}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={keyOf(row)}>
                    {columns.map((column, index) => (
                      <Cell key={column.title} row={row} column={column} isName={index === 0} />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        </details>
      )}
    </figure>
  );
}

type CellProps<Row> = { readonly row: Row; readonly column: Column<Row>; readonly isName: boolean };

function Cell<Row>({ row, column: { title, cell, number }, isName }: CellProps<Row>): ReactNode {
  if (isName) return <th scope="row">{cell(row)}</th>;
  return (
    <td className={classOf(number)} data-label={title}>
      {cell(row)}
    </td>
  );
}

function classOf(number: boolean | undefined): string | undefined {
  return number === true ? 'number' : undefined;
}
