import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

/** A position between two lines. */
export type FilePosition = { readonly offset: number; readonly line: number };

/** One line of a file without its line break, or why it cannot be read. `end` is the position after it. */
export type FileLine = { readonly end: FilePosition } & ({ readonly text: string } | { readonly fault: string });

export const BEGINNING: FilePosition = { offset: 0, line: 0 };

/** More than any valid item needs, in any notation. */
const LONGEST_LINE = 256 * 1024;
const LINE_FEED = 10;
const BYTE_ORDER_MARK = '\ufeff';

/** Reads the lines of a file from a position on. A line that is too long is skipped without being kept in memory. */
export async function* fileLines(path: string, from: FilePosition): AsyncGenerator<readonly FileLine[]> {
  const line = new LineInProgress(from);
  const stream = createReadStream(path, { start: from.offset, highWaterMark: LONGEST_LINE });
  for await (const bytes of stream as AsyncIterable<Buffer>) {
    const lines: FileLine[] = [];
    let begin = 0;
    for (let feed = bytes.indexOf(LINE_FEED); feed >= 0; feed = bytes.indexOf(LINE_FEED, begin)) {
      line.add(bytes.subarray(begin, feed));
      lines.push(line.finish(1));
      begin = feed + 1;
    }
    line.add(bytes.subarray(begin));
    yield lines;
  }
  if (line.length > 0) yield [line.finish(0)];
}

class LineInProgress {
  length = 0;
  #parts: Buffer[] = [];
  #begin: FilePosition;

  constructor(begin: FilePosition) {
    this.#begin = begin;
  }

  add(part: Buffer): void {
    this.length += part.length;
    if (this.length > LONGEST_LINE) this.#parts = [];
    else if (part.length > 0) this.#parts.push(part);
  }

  finish(lineFeeds: number): FileLine {
    const end = { offset: this.#begin.offset + this.length + lineFeeds, line: this.#begin.line + 1 };
    const content =
      this.length > LONGEST_LINE ? { fault: `The line is longer than ${LONGEST_LINE} bytes.` } : this.#read();
    this.length = 0;
    this.#parts = [];
    this.#begin = end;
    return { end, ...content };
  }

  #read(): { text: string } | { fault: string } {
    const bytes = this.#parts.length === 1 && this.#parts[0] ? this.#parts[0] : Buffer.concat(this.#parts);
    if (!isUtf8(bytes)) return { fault: 'The line is not UTF-8.' };
    const text = bytes.toString('utf8');
    const begin = this.#begin.offset === 0 && text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
    return { text: text.slice(begin, text.endsWith('\r') ? -1 : undefined) };
  }
}
