import type { FileLine, FilePosition } from './file-lines.js';

/** One row of a file with the number of its first line, or why it cannot be read. `end` is the position after it. */
export type FileRow = { readonly line: number; readonly end: FilePosition } & (
  | { readonly text: string }
  | { readonly fault: string }
);

type Lines = AsyncGenerator<readonly FileLine[]>;

/** A quoted line break connects at most this many lines, so that an unclosed quote costs its own line only. */
const MOST_LINES = 50;
const MOST_CHARACTERS = 256 * 1024;

/** Each line is a row. */
export async function* rowsOfLines(lines: Lines): AsyncGenerator<readonly FileRow[]> {
  for await (const read of lines) yield read.map(asRow);
}

/**
 * Connects lines to one row where a quoted cell contains line breaks. A line whose quote is not closed within a valid
 * row is a row by itself, and rejected later.
 */
export async function* rowsWithQuotedBreaks(
  lines: Lines,
  isRow: (text: string) => boolean,
): AsyncGenerator<readonly FileRow[]> {
  const open = new OpenQuote(isRow);
  for await (const read of lines) yield read.flatMap((line) => open.add(line));
  yield open.finish();
}

/** Lines since a quote was opened. */
class OpenQuote {
  #lines: FileLine[] = [];
  #characters = 0;
  readonly #isRow: (text: string) => boolean;

  constructor(isRow: (text: string) => boolean) {
    this.#isRow = isRow;
  }

  /** The rows that are complete with this line. */
  add(line: FileLine): FileRow[] {
    const isOdd = 'text' in line && hasOddQuotes(line.text);
    if (this.#lines.length === 0 && !isOdd) return [asRow(line)];
    this.#lines.push(line);
    this.#characters += 'text' in line ? line.text.length : MOST_CHARACTERS;
    if (this.#lines.length === 1) return [];
    if (isOdd) {
      const connected = connect(this.#lines);
      if (connected && this.#isRow(connected.text)) {
        this.#clear();
        return [connected];
      }
      return this.#releaseFirst();
    }
    return this.#lines.length < MOST_LINES && this.#characters < MOST_CHARACTERS ? [] : this.#releaseFirst();
  }

  /** The remaining lines as rows. */
  finish(): FileRow[] {
    const rows: FileRow[] = [];
    while (this.#lines.length > 0) rows.push(...this.#releaseFirst());
    return rows;
  }

  #releaseFirst(): FileRow[] {
    const [first, ...others] = this.#lines;
    this.#clear();
    return first ? [asRow(first), ...others.flatMap((line) => this.add(line))] : [];
  }

  #clear(): void {
    this.#lines = [];
    this.#characters = 0;
  }
}

function connect(lines: readonly FileLine[]): (FileRow & { readonly text: string }) | undefined {
  const [first, last] = [lines[0], lines.at(-1)];
  const texts = lines.flatMap((line) => ('text' in line ? [line.text] : []));
  if (!first || !last || texts.length < lines.length) return undefined;
  return { line: first.end.line, end: last.end, text: texts.join('\n') };
}

function hasOddQuotes(text: string): boolean {
  let isOdd = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) isOdd = !isOdd;
  return isOdd;
}

function asRow(line: FileLine): FileRow {
  return { line: line.end.line, ...line };
}
