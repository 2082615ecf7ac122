import type { SentItem } from '../../achievements/domain/reported-item.js';
import { type FileLine, type FilePosition, fileLines } from './file-lines.js';
import type { RowReader } from './row-format.js';

/** A row as an item of the API, or why it is not one. */
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
  path: string,
  from: FilePosition,
  { size, readRows, readInput }: { size: { readonly lines: number }; readRows: RowReader; readInput: ReadInput },
): AsyncGenerator<FileChunk> {
  let chunk: FileLine[] = [];
  let characters = 0;
  let end = from;
  for await (const lines of fileLines(path, from)) {
    for (const line of lines) {
      end = line.end;
      if ('text' in line) {
        if (line.text.trim() === '') continue;
        characters += line.text.length;
      }
      chunk.push(line);
      if (chunk.length < size.lines && characters < MOST_CHARACTERS) continue;
      yield { lines: sentLines(chunk, readRows, readInput), end };
      chunk = [];
      characters = 0;
    }
  }
  yield { lines: sentLines(chunk, readRows, readInput), end };
}

function sentLines(lines: readonly FileLine[], readRows: RowReader, readInput: ReadInput): SentLine[] {
  const read = readRows(lines.flatMap((line) => ('text' in line ? [line.text] : []))).values();
  return lines.map((line): SentLine => {
    const at = { line: line.end.line, externalId: null };
    const content = 'fault' in line ? line : read.next().value;
    if (!content || 'fault' in content) return { ...at, fault: content?.fault ?? 'The line cannot be read.' };
    const externalId = externalIdOf(content.record);
    const input = readInput(content.record);
    return 'fault' in input ? { ...at, externalId, fault: input.fault } : { ...at, externalId, item: input.value };
  });
}

function externalIdOf(record: unknown): string | null {
  const externalId = (record as { externalId?: unknown } | null)?.externalId;
  return typeof externalId === 'string' ? externalId.slice(0, 255) : null;
}
