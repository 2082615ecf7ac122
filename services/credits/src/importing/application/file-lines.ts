import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

/** A place between two lines: what lies before it has been dealt with. */
export type Place = { readonly offset: number; readonly line: number };

/** One line of a file, without its end; or why it cannot be read. `end` is the place after it. */
export type FileLine = { readonly end: Place } & ({ readonly text: string } | { readonly fault: string });

export const BEGINNING: Place = { offset: 0, line: 0 };

/** More than any item needs that the rules accept, however it is written. */
const LONGEST_LINE = 256 * 1024;
const LINE_FEED = 10;
const BYTE_ORDER_MARK = '\ufeff';

/** The lines of a file from a place on, some at a time. Of a line that is too long nothing is kept but its length. */
export async function* fileLines(path: string, from: Place): AsyncGenerator<readonly FileLine[]> {
  const line = new LineInProgress(from);
  for await (const bytes of createReadStream(path, { start: from.offset, highWaterMark: LONGEST_LINE })) {
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
  #pieces: Buffer[] = [];
  #begin: Place;

  constructor(begin: Place) {
    this.#begin = begin;
  }

  add(piece: Buffer): void {
    this.length += piece.length;
    if (this.length > LONGEST_LINE) this.#pieces = [];
    else if (piece.length > 0) this.#pieces.push(piece);
  }

  finish(lineFeeds: number): FileLine {
    const end = { offset: this.#begin.offset + this.length + lineFeeds, line: this.#begin.line + 1 };
    const content =
      this.length > LONGEST_LINE ? { fault: `The line is longer than ${LONGEST_LINE} bytes.` } : this.#read();
    this.length = 0;
    this.#pieces = [];
    this.#begin = end;
    return { end, ...content };
  }

  #read(): { text: string } | { fault: string } {
    const bytes = this.#pieces.length === 1 && this.#pieces[0] ? this.#pieces[0] : Buffer.concat(this.#pieces);
    if (!isUtf8(bytes)) return { fault: 'The line is not UTF-8.' };
    const text = bytes.toString('utf8');
    const begin = this.#begin.offset === 0 && text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
    return { text: text.slice(begin, text.endsWith('\r') ? -1 : undefined) };
  }
}
