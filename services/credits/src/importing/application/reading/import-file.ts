import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { ReadingContext } from '../../domain/layout.js';
import type { WrittenOrder } from '../../domain/written-date.js';
import { badgeRows, LONGEST_BADGE } from './badge-rows.js';
import { openDelimitedFile } from './delimited-file.js';
import { BEGINNING, type FileEncoding, type FilePosition, fileLines } from './file-lines.js';
import { rowsOfLines } from './file-rows.js';
import { readIssuers } from './issuer-file.js';
import { ndjsonRows } from './ndjson-rows.js';
import { FileRejected, type ImportFile } from './row-format.js';

export type FileFormat = 'csv' | 'ndjson' | 'badges';

/** How a file is read. */
export type Reading = {
  readonly format: FileFormat;
  /** The order of dates, where the file does not show it. */
  readonly dates?: WrittenOrder | undefined;
  /** The file with the issuers whose badges are accepted. */
  readonly issuersPath?: string | undefined;
};

/** Opens a file; rejects it when it is none of the known layouts. */
export async function openFile(path: string, reading: Reading, context: ReadingContext): Promise<ImportFile> {
  await fileState(path);
  const encoding = await encodingOf(path);
  if (reading.format === 'csv') return openDelimitedFile(path, { encoding, dates: reading.dates, context });
  const common = { begin: BEGINNING } as const;
  if (reading.format === 'ndjson') {
    const rows = (from: FilePosition) => rowsOfLines(fileLines(path, from, { encoding }));
    return { ...common, readAs: 'NDJSON', identity: 'external-id', rows, readRows: ndjsonRows };
  }
  if (reading.issuersPath === undefined) {
    throw new FileRejected('Badges are accepted of listed issuers only: state their file with --issuers.');
  }
  await assertTokens(path, encoding);
  const issuers = await readIssuers(reading.issuersPath, context.catalog);
  const rows = (from: FilePosition) => rowsOfLines(fileLines(path, from, { encoding, longestLine: LONGEST_BADGE }));
  return { ...common, readAs: 'badges', identity: 'completion', rows, readRows: badgeRows(issuers, context) };
}

/** JSON over several lines is no list of tokens, and would be rejected line by line. */
async function assertTokens(path: string, encoding: FileEncoding): Promise<void> {
  for await (const [first] of fileLines(path, BEGINNING, { encoding, longestLine: LONGEST_BADGE })) {
    if (!first || !('text' in first) || !/^[[{]\s*$/.test(first.text)) return;
    throw new FileRejected('The file is JSON. Export badges as VC-JWT (compact JWS), one on each line.');
  }
}

/** UTF-8, or UTF-16 by its byte order mark. Other content is rejected with what to do. */
async function encodingOf(path: string): Promise<FileEncoding> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    const start = buffer.subarray(0, bytesRead).toString('hex');
    if (start.startsWith('fffe')) return 'utf16le';
    if (start.startsWith('feff'))
      throw new FileRejected('The file is UTF-16 with the high byte first. Save it as UTF-8.');
    if (start === '504b0304') throw new FileRejected('The file is a workbook. Save its sheet as CSV (UTF-8).');
    return 'utf8';
  } finally {
    await file.close();
  }
}

/** The digest of the content as it is read, and a check that the file has not changed since. */
export async function digestOf(
  path: string,
  { dates, issuersPath }: Reading,
): Promise<{ digest: string; assertUnchanged: () => Promise<void> }> {
  const before = await fileState(path);
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash, { end: false });
  // Another reading of the same file is another import.
  if (dates !== undefined) hash.update(`dates: ${dates}`);
  if (issuersPath !== undefined) await pipeline(createReadStream(issuersPath), hash, { end: false });
  return {
    digest: hash.digest('hex'),
    async assertUnchanged() {
      if ((await fileState(path)) === before) return;
      throw new FileRejected('The file changed during the import. What was read is recorded; import it again.');
    },
  };
}

/** The file that an import writes must not overwrite the imported file. */
export async function assertOtherFile(path: string, other: string, content: string): Promise<void> {
  const [file, existing] = await Promise.all([stat(path), stat(other).catch(() => undefined)]);
  if (existing && existing.dev === file.dev && existing.ino === file.ino) {
    throw new FileRejected(`The ${content} would be written over the file itself.`);
  }
}

async function fileState(path: string): Promise<string> {
  const found = await stat(path).catch(() => {
    throw new FileRejected('There is no such file.');
  });
  if (!found.isFile()) throw new FileRejected('It is no file; an import reads it more than once.');
  return `${found.size} ${found.mtimeMs} ${found.ino}`;
}
