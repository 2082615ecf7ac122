import { CsvError, parse } from 'csv-parse/sync';
import type { Layout, ReadRow } from '../../domain/layout.js';
import type { WrittenOrder } from '../../domain/written-date.js';
import type { RowReader } from './row-format.js';

/** The character between two cells: the first line shows which. */
export type Delimiter = ',' | ';' | '\t';

export const DELIMITERS: readonly Delimiter[] = [',', ';', '\t'];

/** Rows with quotes that are parsed at once. */
const ROWS_AT_ONCE = 100;

/** Reads rows by the columns of their layout. */
export function delimitedRows(layout: Layout, width: number, delimiter: Delimiter, order: WrittenOrder): RowReader {
  return (texts) => readCells(texts, delimiter).map((cells) => [readRow(layout, width, cells, order)]);
}

function readRow(layout: Layout, width: number, cells: readonly string[] | undefined, order: WrittenOrder): ReadRow {
  if (!cells) return { fault: 'The quotes of the line are wrong.' };
  if (cells.length !== width) {
    return { fault: `The line has ${cells.length} columns; the first line names ${width}.` };
  }
  return layout.readRow(cells, order);
}

/** The cells of each row; undefined where the quotes are wrong. */
export function readCells(texts: readonly string[], delimiter: Delimiter): (string[] | undefined)[] {
  const read: (string[] | undefined)[] = [];
  let batch: number[] = [];
  const parseBatch = () => {
    const rows = batch.map((index) => texts[index] ?? '');
    for (const [at, cells] of cellsOf(rows, delimiter).entries()) read[batch[at] ?? 0] = cells;
    batch = [];
  };
  texts.forEach((text, index) => {
    // A row over several lines must not complete the quotes of another row.
    if (text.includes('\n')) read[index] = cellsOf([text], delimiter)[0];
    else if (text.includes('"')) batch.push(index);
    else read[index] = text.split(delimiter);
    if (batch.length === ROWS_AT_ONCE) parseBatch();
  });
  parseBatch();
  return read;
}

/**
 * Rows with quotes are parsed together. When the result does not match, halves are parsed again: an unclosed quote then
 * affects its own row only.
 */
function cellsOf(rows: readonly string[], delimiter: Delimiter): (string[] | undefined)[] {
  if (rows.length === 0) return [];
  const records = parseRows(rows, delimiter);
  if (records?.length === rows.length) return records;
  if (rows.length === 1) return [undefined];
  const middle = Math.ceil(rows.length / 2);
  return [...cellsOf(rows.slice(0, middle), delimiter), ...cellsOf(rows.slice(middle), delimiter)];
}

function parseRows(rows: readonly string[], delimiter: Delimiter): string[][] | undefined {
  try {
    return parse(rows.join('\n'), {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      // Text between tabs is seldom quoted, and may contain a quote.
      relax_quotes: delimiter === '\t',
    });
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}
