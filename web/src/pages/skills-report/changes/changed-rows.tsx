import type { ReactNode } from 'react';
import { Badge } from '../../../design/badge.tsx';
import type { ReportChangedRowsFragment } from '../../../graphql/documents.ts';
import { day } from '../../../text/dates.ts';
import { counted } from '../../../text/numbers.ts';
import { PersonLink } from '../../../text/person-name.tsx';
import { PagedTable } from '../paged-table.tsx';
import { causeWord, changeWord, personOfRow } from '../report-words.ts';

/** The rows that came and went, each with its cause. */
export function ChangedRows({ rows }: { readonly rows: ReportChangedRowsFragment }): ReactNode {
  const { nodes, totalCount, pageInfo } = rows;
  return (
    <PagedTable
      title="Rows gained and lost"
      found={counted(totalCount ?? nodes.length, 'row', 'rows')}
      rows={nodes}
      keyOf={({ change, row }) => `${change} ${row.id}`}
      columns={[
        ['Person', ({ row }) => <PersonLink {...personOfRow(row)} />],
        ['Certification', ({ row }) => row.credential.title],
        ['Change', ({ change }) => <Badge tone={change === 'GAINED' ? 'good' : 'bad'}>{changeWord(change)}</Badge>],
        ['Why', ({ cause }) => causeWord(cause)],
        ['When', ({ at }) => at !== null && <span className="nowrap">{day(at)}</span>],
      ]}
      pageInfo={pageInfo}
    />
  );
}
