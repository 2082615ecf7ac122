import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { csvRows } from './csv-rows.js';
import { BEGINNING, type FilePosition, fileLines } from './file-lines.js';
import { ndjsonRows } from './ndjson-rows.js';
import { FileRejected, type RowReader } from './row-format.js';

/**
 * Opens a file: the parser of its rows, and the position of the first row. The header of a CSV file names its columns.
 */
export async function openFile(
  path: string,
  format: 'csv' | 'ndjson',
): Promise<{ readRows: RowReader; begin: FilePosition }> {
  await fileState(path);
  if (format === 'ndjson') return { readRows: ndjsonRows, begin: BEGINNING };
  for await (const [header] of fileLines(path, BEGINNING)) {
    if (!header) continue;
    if ('fault' in header) throw new FileRejected(`The first line must name the columns. ${header.fault}`);
    return { readRows: csvRows(header.text), begin: header.end };
  }
  throw new FileRejected('The file is empty; its first line must name the columns.');
}

/** The digest of the content, and a check that the file has not changed since. */
export async function digestOf(path: string): Promise<{ digest: string; assertUnchanged: () => Promise<void> }> {
  const before = await fileState(path);
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return {
    digest: hash.digest('hex'),
    async assertUnchanged() {
      if ((await fileState(path)) === before) return;
      throw new FileRejected('The file changed during the import. What was read is recorded; import it again.');
    },
  };
}

/** The file for rejected rows must not overwrite the imported file. */
export async function assertOtherFile(path: string, other: string): Promise<void> {
  const [file, existing] = await Promise.all([stat(path), stat(other).catch(() => undefined)]);
  if (existing && existing.dev === file.dev && existing.ino === file.ino) {
    throw new FileRejected('The rejected rows would be written over the file itself.');
  }
}

async function fileState(path: string): Promise<string> {
  const found = await stat(path).catch(() => {
    throw new FileRejected('There is no such file.');
  });
  if (!found.isFile()) throw new FileRejected('It is no file; an import reads it more than once.');
  return `${found.size} ${found.mtimeMs} ${found.ino}`;
}
