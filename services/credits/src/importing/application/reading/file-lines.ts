import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

/** A position between two lines. */
export type FilePosition = { readonly offset: number; readonly line: number };

/** One line of a file without its line break, or why it cannot be read. `end` is the position after it. */
export type FileLine = { readonly end: FilePosition } & ({ readonly text: string } | { readonly fault: string });

/** The encodings that are read. A spreadsheet saves "Unicode text" as UTF-16 with the low byte first. */
export type FileEncoding = 'utf8' | 'utf16le';

/** How lines are read: UTF-8 and the length of the longest item unless stated otherwise. */
export type LineOptions = { readonly encoding?: FileEncoding; readonly longestLine?: number };

export const BEGINNING: FilePosition = { offset: 0, line: 0 };

/** More than any valid item needs, in any notation. */
const LONGEST_ITEM = 256 * 1024;
const READ_AT_ONCE = 256 * 1024;
const BYTE_ORDER_MARK = '\ufeff';

/** Reads the lines of a file from a position on. A line that is too long is skipped without being kept in memory. */
export async function* fileLines(
  path: string,
  from: FilePosition,
  { encoding = 'utf8', longestLine = LONGEST_ITEM }: LineOptions = {},
): AsyncGenerator<readonly FileLine[]> {
  const line = new LineInProgress(from, encoding, longestLine);
  const width = encoding === 'utf8' ? 1 : 2;
  const stream = createReadStream(path, { start: from.offset, highWaterMark: READ_AT_ONCE });
  let rest: Buffer = Buffer.alloc(0);
  for await (const read of stream as AsyncIterable<Buffer>) {
    const all = rest.length === 0 ? read : Buffer.concat([rest, read]);
    // A character of two bytes is read as a whole.
    const bytes = all.subarray(0, all.length - (all.length % width));
    rest = all.subarray(bytes.length);
    const lines: FileLine[] = [];
    let begin = 0;
    for (let feed = bytes.indexOf('\n', 0, encoding); feed >= 0; feed = bytes.indexOf('\n', begin, encoding)) {
      line.add(bytes.subarray(begin, feed));
      lines.push(line.finish(width));
      begin = feed + width;
    }
    line.add(bytes.subarray(begin));
    yield lines;
  }
  line.add(rest);
  if (line.length > 0) yield [line.finish(0)];
}

class LineInProgress {
  length = 0;
  #parts: Buffer[] = [];
  #begin: FilePosition;
  readonly #encoding: FileEncoding;
  readonly #longest: number;

  constructor(begin: FilePosition, encoding: FileEncoding, longest: number) {
    this.#begin = begin;
    this.#encoding = encoding;
    this.#longest = longest;
  }

  add(part: Buffer): void {
    this.length += part.length;
    if (this.length > this.#longest) this.#parts = [];
    else if (part.length > 0) this.#parts.push(part);
  }

  finish(lineFeedBytes: number): FileLine {
    const end = { offset: this.#begin.offset + this.length + lineFeedBytes, line: this.#begin.line + 1 };
    const content =
      this.length > this.#longest ? { fault: `The line is longer than ${this.#longest} bytes.` } : this.#read();
    this.length = 0;
    this.#parts = [];
    this.#begin = end;
    return { end, ...content };
  }

  #read(): { text: string } | { fault: string } {
    const bytes = this.#parts.length === 1 && this.#parts[0] ? this.#parts[0] : Buffer.concat(this.#parts);
    const text = decode(bytes, this.#encoding);
    if (typeof text !== 'string') return text;
    const begin = this.#begin.offset === 0 && text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
    return { text: text.slice(begin, text.endsWith('\r') ? -1 : undefined) };
  }
}

function decode(bytes: Buffer, encoding: FileEncoding): string | { fault: string } {
  if (encoding === 'utf8') {
    return isUtf8(bytes) ? bytes.toString('utf8') : { fault: 'The line is not UTF-8. Save the file as UTF-8.' };
  }
  const text = bytes.toString('utf16le');
  if (bytes.length % 2 !== 0 || !text.isWellFormed()) return { fault: 'The line is not UTF-16.' };
  return text;
}
