import { type ReactNode, useState } from 'react';
import { Badge } from '../../design/badge.tsx';
import { Button, buttonClass } from '../../design/button.tsx';
import { CopyButton } from '../../design/copy-button.tsx';
import { useFocusOnChange } from '../../design/use-focus-on-change.ts';
import { Wide } from '../../design/wide.tsx';
import type { ExportRowFragment } from '../../graphql/documents.ts';
import { day, instant } from '../../text/dates.ts';
import { counted, fileSize } from '../../text/numbers.ts';
import { word } from '../../text/words.ts';
import { CancelDialog } from './cancel-dialog.tsx';
import { ColumnsDialog } from './columns-dialog.tsx';
import { contentOf, FORMATS, isUnfinished, LAYOUTS, stateOf } from './export-words.ts';

/** The files of the organization, newest first, and those that are being made. */
export function ExportTable({ exports }: { readonly exports: readonly ExportRowFragment[] }): ReactNode {
  const [explained, setExplained] = useState<ExportRowFragment>();
  const [canceling, setCanceling] = useState<ExportRowFragment>();
  const [canceled, setCanceled] = useState(0);
  // The button that had the focus is gone then.
  const table = useFocusOnChange<HTMLElement>(canceled);
  return (
    <Wide label="Files" ref={table}>
      <table className="stacked">
        <thead>
          <tr>
            <th scope="col">Data</th>
            <th scope="col">Format</th>
            <th scope="col">State</th>
            <th scope="col">File</th>
            <th scope="col">Actions</th>
          </tr>
        </thead>
        <tbody>
          {exports.map((row) => (
            <tr key={row.id}>
              <th scope="row">{contentOf(row)}</th>
              <td>
                <Format row={row} />
              </td>
              <td>
                <State row={row} />
              </td>
              <td>
                <File row={row} />
              </td>
              <td>
                <div className="acts">
                  <Download row={row} />
                  <Button aria-label={`Columns… of ${row.fileName}`} onClick={() => setExplained(row)}>
                    Columns…
                  </Button>
                  <Cancel row={row} onCancel={() => setCanceling(row)} />
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ColumnsDialog row={explained} onClose={() => setExplained(undefined)} />
      <CancelDialog
        row={canceling}
        onClose={() => setCanceling(undefined)}
        onCanceled={() => setCanceled((count) => count + 1)}
      />
    </Wide>
  );
}

type RowProps = { readonly row: ExportRowFragment };

function Format({ row: { format, layout, includesPersonalData, dataAsOf } }: RowProps): ReactNode {
  return (
    <>
      {word(FORMATS, format)}
      {layout !== 'STANDARD' && `, columns ${word(LAYOUTS, layout).replace('As', 'as')}`}
      {includesPersonalData ? ', with names' : ', without names'}
      <p className="quiet">Data as of {instant(dataAsOf)}</p>
    </>
  );
}

function State({ row }: RowProps): ReactNode {
  const { tone, text } = stateOf(row);
  return (
    <>
      <Badge tone={tone}>{text}</Badge>
      {row.error !== null && <p className="quiet">{row.error}</p>}
    </>
  );
}

function File({ row }: RowProps): ReactNode {
  const { state, rows, bytes, availableUntil, sha256, fileName } = row;
  if (state !== 'READY') return null;
  return (
    <>
      {rows !== null && `${counted(rows, 'row', 'rows')}, `}
      {bytes === null ? '2 GB or more' : fileSize(bytes)}
      {availableUntil !== null && `, until ${day(availableUntil)}`}
      {sha256 !== null && (
        <p className="quiet">
          SHA-256 <code>{sha256.slice(0, 12)}…</code>{' '}
          <CopyButton text={sha256} label={`Copy SHA-256 of ${fileName}`}>
            Copy
          </CopyButton>
        </p>
      )}
    </>
  );
}

function Download({ row: { url, fileName } }: RowProps): ReactNode {
  if (url === null) return null;
  return (
    <a className={buttonClass('plain')} href={url} download={fileName} aria-label={`Download ${fileName}`}>
      Download
    </a>
  );
}

function Cancel({ row, onCancel }: RowProps & { readonly onCancel: () => void }): ReactNode {
  if (row.state !== 'READY' && !isUnfinished(row)) return null;
  const act = row.state === 'READY' ? 'Remove…' : 'Cancel…';
  return (
    <Button tone="danger" aria-label={`${act} ${row.fileName}`} onClick={onCancel}>
      {act}
    </Button>
  );
}
