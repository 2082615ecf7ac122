import type { ReactNode } from 'react';
import type { ReportDifferingRowsFragment } from '../../../graphql/documents.ts';
import { day } from '../../../text/dates.ts';
import { counted } from '../../../text/numbers.ts';
import { PersonLink } from '../../../text/person-name.tsx';
import { PagedTable } from '../paged-table.tsx';
import { reasonWord, viewWord } from '../report-words.ts';

/** The rows that only one of the two views counts. */
export function DifferingRows({ rows }: { readonly rows: ReportDifferingRowsFragment }): ReactNode {
  const { nodes, totalCount, pageInfo } = rows;
  if (nodes.length === 0) return <p role="status">Every row is the same in both.</p>;
  return (
    <PagedTable
      title="Rows that differ"
      found={counted(totalCount ?? nodes.length, 'row differs', 'rows differ')}
      rows={nodes}
      keyOf={({ personRef, credential }) => `${personRef} ${credential.code}`}
      columns={[
        ['Person', (row) => <PersonLink {...row} />],
        ['Certification', ({ credential }) => credential.title],
        ['Counted', ({ kind }) => viewWord(kind)],
        ['Why', ({ reason }) => reasonWord(reason)],
        ['Known since', ({ at }) => at !== null && <span className="nowrap">{day(at)}</span>],
      ]}
      pageInfo={pageInfo}
    />
  );
}
