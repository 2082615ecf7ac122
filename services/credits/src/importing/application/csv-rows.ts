import { CsvError, parse } from 'csv-parse/sync';
import { FileRejected, type ReadRow, type RowReader } from './row-format.js';

const REQUIRED = ['externalId', 'profileId', 'achievedAt'];
const EITHER = ['credentialCode', 'training.uid'];
const LISTS = ['training.roles', 'training.products'];
/** The columns that a file may have, in any order, with the names of the API. */
const COLUMNS = [...REQUIRED, ...EITHER, 'expiresOn', 'training.kind', 'training.title', ...LISTS];
const LINES_AT_ONCE = 100;

/** Parses rows by the columns of the header. An empty cell is an omitted value. */
export function csvRows(header: string): RowReader {
  const [columns] = cellsOf([header]);
  if (!columns) throw new FileRejected('The quotes of the first line, which names the columns, are wrong.');
  checkColumns(columns);
  return (texts) => {
    const read: ReadRow[] = [];
    for (let begin = 0; begin < texts.length; begin += LINES_AT_ONCE) {
      for (const cells of cellsOf(texts.slice(begin, begin + LINES_AT_ONCE))) read.push(recordOf(columns, cells));
    }
    return read;
  };
}

function checkColumns(columns: readonly string[]): void {
  const [first = ''] = columns.filter((name) => !COLUMNS.includes(name));
  const named = new Set(columns);
  if (named.size < columns.length) throw new FileRejected('The first line names a column twice.');
  if (columns.some((name) => !COLUMNS.includes(name))) {
    const shown = JSON.stringify(first.slice(0, 50));
    throw new FileRejected(`The first line must name the columns; ${shown} is none of ${COLUMNS.join(', ')}.`);
  }
  const missing = REQUIRED.filter((name) => !named.has(name));
  if (missing.length > 0) throw new FileRejected(`The first line names no column ${missing.join(', ')}.`);
  if (!EITHER.some((name) => named.has(name)))
    throw new FileRejected(`The first line names neither ${EITHER.join(' nor ')}.`);
}

/**
 * The cells of each row; undefined where the quotes are wrong. Rows are parsed together. When the result does not
 * match, halves are parsed again: an unclosed quote then affects its own row only.
 */
function cellsOf(lines: readonly string[]): (string[] | undefined)[] {
  const records = parseLines(lines);
  if (records?.length === lines.length) return records;
  if (lines.length === 1) return [undefined];
  const middle = Math.ceil(lines.length / 2);
  return [...cellsOf(lines.slice(0, middle)), ...cellsOf(lines.slice(middle))];
}

function parseLines(lines: readonly string[]): string[][] | undefined {
  try {
    return parse(lines.join('\n'), { record_delimiter: '\n', relax_column_count: true });
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

function recordOf(columns: readonly string[], cells: readonly string[] | undefined): ReadRow {
  if (!cells) return { fault: 'The quotes of the line are wrong.' };
  if (cells.length !== columns.length) {
    return { fault: `The line has ${cells.length} columns; the first line names ${columns.length}.` };
  }
  const item: Record<string, unknown> = {};
  const training: Record<string, unknown> = {};
  columns.forEach((name, index) => {
    const cell = cells[index];
    if (cell === undefined || cell === '') return;
    if (!name.startsWith('training.')) item[name] = cell;
    else training[name.slice('training.'.length)] = LISTS.includes(name) ? cell.split(';') : cell;
  });
  return { record: Object.keys(training).length === 0 ? item : { ...item, training } };
}
