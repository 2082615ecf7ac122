import { type SentItem, type ValidatedItem, validateItem } from '../../achievements/domain/reported-item.js';
import type { ReadingContext } from '../domain/layout.js';
import type { FilePosition } from './reading/file-lines.js';
import type { FileRow } from './reading/file-rows.js';
import type { ImportFile, RowReader } from './reading/row-format.js';

/** An item of a row as the API takes it, or why it is none. */
export type SentLine = { readonly line: number; readonly externalId: string | null } & (
  | { readonly item: SentItem }
  | { readonly fault: string }
);

/** The rows of one transaction, and the position after them. */
export type FileChunk = { readonly lines: readonly SentLine[]; readonly end: FilePosition };

/** Reads a row as the API reads its input. */
export type ReadInput = (record: unknown) => { readonly value: SentItem } | { readonly fault: string };

const MOST_CHARACTERS = 4 * 1024 * 1024;

/** Splits a file into chunks of rows from a position on, without empty lines. */
export async function* fileChunks(
  file: ImportFile,
  from: FilePosition,
  { size, readInput }: { size: { readonly lines: number }; readInput: ReadInput },
): AsyncGenerator<FileChunk> {
  let chunk: FileRow[] = [];
  let characters = 0;
  let end = from;
  for await (const rows of file.rows(from)) {
    for (const row of rows) {
      end = row.end;
      if ('text' in row) {
        if (row.text.trim() === '') continue;
        characters += row.text.length;
      }
      chunk.push(row);
      if (chunk.length < size.lines && characters < MOST_CHARACTERS) continue;
      yield { lines: await sentLines(chunk, file.readRows, readInput), end };
      chunk = [];
      characters = 0;
    }
  }
  yield { lines: await sentLines(chunk, file.readRows, readInput), end };
}

/** Validates the items of a chunk; a row that cannot be read is a rejected one. */
export function validateLines(lines: readonly SentLine[], context: ReadingContext): ValidatedItem[] {
  return lines.map((line) =>
    'fault' in line ? { kind: 'rejected', message: line.fault } : validateItem(line.item, context),
  );
}

async function sentLines(rows: readonly FileRow[], readRows: RowReader, readInput: ReadInput): Promise<SentLine[]> {
  const read = (await readRows(rows.flatMap((row) => ('text' in row ? [row.text] : [])))).values();
  return rows.flatMap((row): SentLine[] => {
    const at = { line: row.line, externalId: null };
    if ('fault' in row) return [{ ...at, fault: row.fault }];
    return (read.next().value ?? []).map((content): SentLine => {
      if ('fault' in content) return { ...at, fault: content.fault };
      const externalId = externalIdOf(content.record);
      const input = readInput(content.record);
      return 'fault' in input ? { ...at, externalId, fault: input.fault } : { ...at, externalId, item: input.value };
    });
  });
}

function externalIdOf(record: unknown): string | null {
  const externalId = (record as { externalId?: unknown } | null)?.externalId;
  return typeof externalId === 'string' ? externalId.slice(0, 255) : null;
}

/** Reads the next item while the current one is processed. */
export async function* readAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    let next = source.next();
    for (;;) {
      const result = await next;
      if (result.done) return;
      next = source.next();
      next.catch(() => undefined);
      yield result.value;
    }
  } finally {
    await source.return(undefined);
  }
}
