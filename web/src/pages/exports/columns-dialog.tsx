import type { ReactNode } from 'react';
import { ProblemText } from '../../app/problem.tsx';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Wide } from '../../design/wide.tsx';
import type { ExportColumnsQuery, ExportRowFragment } from '../../graphql/documents.ts';
import { contentOf } from './export-words.ts';
import { useExportColumns } from './use-export-columns.ts';

type ColumnsDialogProps = { readonly row: ExportRowFragment | undefined; readonly onClose: () => void };
type Column = NonNullable<ExportColumnsQuery['export']>['columns'][number];

/** The columns of a file with their meaning. */
export function ColumnsDialog({ row, onClose }: ColumnsDialogProps): ReactNode {
  return (
    <Dialog open={row !== undefined} title={`Columns of ${row && contentOf(row)}`} onClose={onClose}>
      {row !== undefined && <Columns id={row.id} />}
      <div className="acts">
        <Button autoFocus onClick={onClose}>
          Close
        </Button>
      </div>
    </Dialog>
  );
}

function Columns({ id }: { readonly id: string }): ReactNode {
  const { columns, problem } = useExportColumns(id);
  if (problem !== undefined) return <ProblemText problem={problem} />;
  if (columns === undefined) return <p role="status">Loading…</p>;
  return (
    <Wide label="Columns">
      <table className="stacked">
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Type</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <ColumnRow key={column.name} column={column} />
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function ColumnRow({
  column: { name, type, nullable, personal, description },
}: {
  readonly column: Column;
}): ReactNode {
  return (
    <tr>
      <th scope="row">
        <code>{name}</code>
      </th>
      <td>
        <code>{type}</code>
        {nullable && ', may be empty'}
      </td>
      <td>
        {description}
        {personal && ' Personal data.'}
      </td>
    </tr>
  );
}
