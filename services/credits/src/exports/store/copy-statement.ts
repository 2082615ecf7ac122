import { escapeIdentifier } from 'pg';
import { ITEM_SEPARATOR } from '../domain/export-column.js';
import type { ExportFormat } from '../domain/export-content.js';
import { columnsOf, type Dataset, type DatasetColumn, type DatasetSelection, literal } from './datasets/dataset.js';

const ISO = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';
/** A spreadsheet takes text that begins so for a formula; the full-width forms too. */
const FORMULA = '^[=+@\\t\\r\\n＝＋－＠-]';

/**
 * The COPY statement of a file: for CSV, TSV and JSONL its content, for other formats the rows that an encoder reads
 * (text format, instants in UTC as PostgreSQL writes them).
 */
export function copyStatement(dataset: Dataset, format: ExportFormat, selection: DatasetSelection): string {
  const columns = columnsOf(dataset, selection.withPersonalData);
  const select = (value: (one: DatasetColumn) => string) =>
    `SELECT ${columns.map((one) => `${value(one)} AS ${escapeIdentifier(one.name)}`).join(', ')} ${dataset.source(selection)}`;
  switch (format) {
    case 'CSV':
      return `COPY (${select(sheetText)}) TO STDOUT (FORMAT csv, HEADER)`;
    case 'TSV':
      return `COPY (${select(sheetText)}) TO STDOUT (FORMAT csv, HEADER, DELIMITER E'\\t')`;
    case 'JSONL':
      // The text format would double the backslashes of JSON, which has neither of these two characters.
      return `COPY (SELECT row_to_json(line) FROM (${select(jsonValue)}) AS line)
        TO STDOUT (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')`;
    default:
      return `COPY (${select(plainValue)}) TO STDOUT`;
  }
}

/** For spreadsheets: text that looks like a formula begins with an apostrophe. */
function sheetText(column: DatasetColumn): string {
  const { sql, type } = column;
  switch (type) {
    case 'STRING':
      return column.isCode ? sql : neutralized(sql);
    case 'LIST_OF_STRING':
      return column.isCode ? `array_to_string(${sql}, ';')` : neutralized(`array_to_string(${sql}, ';')`);
    case 'BOOLEAN':
      return `(${sql})::text`;
    default:
      return jsonValue(column);
  }
}

function neutralized(sql: string): string {
  return `CASE WHEN (${sql}) ~ ${literal(FORMULA)} THEN '''' || (${sql}) ELSE ${sql} END`;
}

function jsonValue({ sql, type, pattern = ISO }: DatasetColumn): string {
  return type === 'TIMESTAMP_MILLIS' ? `to_char((${sql}) AT TIME ZONE 'UTC', ${literal(pattern)})` : sql;
}

function plainValue({ sql, type }: DatasetColumn): string {
  return type === 'LIST_OF_STRING' ? `array_to_string(${sql}, ${literal(ITEM_SEPARATOR)})` : sql;
}
