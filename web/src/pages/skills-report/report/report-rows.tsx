import type { ReactNode } from 'react';
import { Pager } from '../../../design/pager.tsx';
import { useFocusOnChange } from '../../../design/use-focus-on-change.ts';
import { Wide } from '../../../design/wide.tsx';
import type { ReportRowsFragment } from '../../../graphql/documents.ts';
import { counted } from '../../../text/numbers.ts';
import { isFiltered, type ReportSearch, ROWS } from '../report-search.ts';
import { ReportTable } from './report-table.tsx';

type ReportRowsProps = { readonly rows: ReportRowsFragment; readonly search: ReportSearch };

/** A page of the rows that the filters leave, with the ways to sort and to go on. */
export function ReportRows({ rows, search }: ReportRowsProps): ReactNode {
  const table = useFocusOnChange<HTMLElement>(search.after);
  return (
    <>
      <p role="status">{foundIn(rows, search)}</p>
      {rows.nodes.length > 0 && (
        <Wide label="Rows of the report" ref={table}>
          <ReportTable rows={rows.nodes} order={search.order} isSortable />
        </Wide>
      )}
      <Pager size={ROWS} pageInfo={rows.pageInfo} />
    </>
  );
}

function foundIn({ totalCount, nodes }: ReportRowsFragment, search: ReportSearch): string {
  if (nodes.length === 0 && isFiltered(search)) return 'No row of this report fits the filters.';
  if (nodes.length === 0) return 'No linked person had a certification that counts on this day.';
  return totalCount === null ? 'More than 10,000 rows' : counted(totalCount, 'row', 'rows');
}
