import type { EncodedColumn } from '@app/credits/exports/application/encoding/encoder';
import { ITEM_SEPARATOR } from '@app/credits/exports/domain/export-column';

/** A value of a row: instants in milliseconds and days since 1970. */
export type CellValue = string | number | boolean | readonly string[] | null;

const NEWLINE = 0x0a;
const NULL = '\\N';
const DAY_IN_MILLISECONDS = 86_400_000;
const ESCAPED: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/**
 * Reads the text format of COPY, whose rows end with a line break that no value contains. Chunks may end inside a row.
 * Returns the rows that a chunk completes, each with its values in the order of the columns.
 */
export function textRows(columns: readonly EncodedColumn[]): (chunk: Uint8Array) => CellValue[][] {
  const readers = columns.map(({ type }) => READERS[type]());
  let rest: Uint8Array = new Uint8Array();
  return (chunk) => {
    const end = chunk.lastIndexOf(NEWLINE);
    if (end < 0) {
      rest = Buffer.concat([rest, chunk]);
      return [];
    }
    const complete = Buffer.concat([rest, chunk.subarray(0, end)]);
    rest = chunk.slice(end + 1);
    return complete
      .toString('utf8')
      .split('\n')
      .map((line) => {
        const cells = line.split('\t');
        const values = new Array<CellValue>(readers.length);
        for (let place = 0; place < readers.length; place += 1) {
          const cell = cells[place] ?? NULL;
          values[place] = cell === NULL ? null : (readers[place] as Reader)(cell);
        }
        return values;
      });
  };
}

type Reader = (cell: string) => CellValue;

const READERS: Record<EncodedColumn['type'], () => Reader> = {
  STRING: () => unescaped,
  BOOLEAN: () => (cell) => cell === 't',
  INT32: () => Number,
  DATE: () => remembering((cell) => Date.parse(`${cell}T00:00:00Z`) / DAY_IN_MILLISECONDS),
  TIMESTAMP_MILLIS: () => remembering(instantOf),
  LIST_OF_STRING: () => remembering((cell) => (cell === '' ? [] : unescaped(cell).split(ITEM_SEPARATOR))),
};

function unescaped(cell: string): string {
  return cell.includes('\\')
    ? cell.replaceAll(/\\(.)/gs, (_all, character: string) => ESCAPED[character] ?? character)
    : cell;
}

/** `2026-01-31 12:00:00+00`, also with a fraction of a second. */
const [SECONDS_END, ZONE_LENGTH] = [19, 3];

/** Milliseconds of an instant as PostgreSQL writes it in UTC. Date.parse takes several times as long. */
function instantOf(cell: string): number {
  const day = Date.UTC(digits(cell, 0, 4), digits(cell, 5, 7) - 1, digits(cell, 8, 10));
  const seconds = digits(cell, 11, 13) * 3600 + digits(cell, 14, 16) * 60 + digits(cell, 17, SECONDS_END);
  const fraction = cell.slice(SECONDS_END + 1, cell.length - ZONE_LENGTH);
  return day + seconds * 1000 + (fraction === '' ? 0 : Number(fraction.padEnd(3, '0')));
}

function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) number = number * 10 + text.charCodeAt(at) - 48;
  return number;
}

/** Neighboring rows often have the same value: of a person, a day, a credential. */
function remembering(read: Reader): Reader {
  let last = { cell: NULL, value: null as CellValue };
  return (cell) => {
    if (cell !== last.cell) last = { cell, value: read(cell) };
    return last.value;
  };
}
