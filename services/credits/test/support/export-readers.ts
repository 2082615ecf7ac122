import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre';

/** A row of a file: instants as `2026-01-31T12:00:00.000Z`, days as `2026-01-31`, lists as arrays, null where empty. */
export type FileRow = Record<string, unknown>;
type Column = { name: string; type: string };

/** The rows of a file, read by an independent reader of its format. */
export async function rowsIn(format: string, content: Buffer, columns: readonly Column[]): Promise<FileRow[]> {
  const rows = await READERS[format]?.(content, columns);
  if (rows === undefined) throw new Error(`There is no reader for ${format}.`);
  for (const row of rows) expect(Object.keys(row)).toEqual(columns.map(({ name }) => name));
  return rows.map((row) =>
    Object.fromEntries(columns.map((column) => [column.name, plainValue(column, row[column.name])])),
  );
}

const READERS: Record<string, (content: Buffer, columns: readonly Column[]) => Promise<FileRow[]> | FileRow[]> = {
  CSV: (content) => parse(content, { columns: true }),
  TSV: (content) => parse(content, { columns: true, delimiter: '\t' }),
  JSONL: (content) =>
    content
      .toString()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as FileRow),
  PARQUET: (content) => query(content, 'SELECT * FROM file'),
  XLSX: async (content) => {
    const { sheets } = await readXlsx(content);
    const [header = [], ...lines] = sheets[0]?.rows ?? [];
    return lines.map((line) => Object.fromEntries(header.map((name, place) => [String(name), line[place] ?? null])));
  },
};

/** Runs a query over a Parquet file, as the table `file`, in DuckDB. */
export async function query(content: Buffer, sql: string): Promise<FileRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'skill-link-parquet-'));
  const path = join(folder, 'file.parquet');
  writeFileSync(path, content);
  const instance = await DuckDBInstance.create(':memory:', { autoinstall_known_extensions: 'false', threads: '1' });
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    await connection.run(`CREATE VIEW file AS SELECT * FROM read_parquet('${path}')`);
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true, force: true });
  }
}

function plainValue({ type }: Column, value: unknown): unknown {
  if (value === null || value === undefined || value === '') return type === 'LIST_OF_STRING' ? [] : null;
  if (Array.isArray(value)) return value;
  switch (type) {
    case 'TIMESTAMP_MILLIS':
      return instantOf(value).toISOString();
    case 'DATE':
      return instantOf(value).toISOString().slice(0, 10);
    case 'LIST_OF_STRING':
      return (value as string).split(/; ?/);
    case 'BOOLEAN':
      return value === true || value === 'true';
    case 'INT32':
      return Number(value);
    default:
      return value;
  }
}

/** Spreadsheets count fractions of a day, which are not exact milliseconds. */
function instantOf(value: unknown): Date {
  if (value instanceof Date) return new Date(Math.round(value.getTime()));
  const text = (value as string).replace(/\+00$/, 'Z');
  return new Date(/Z$|^\d{4}-\d\d-\d\d$/.test(text) ? text.replace(' ', 'T') : `${text.replace(' ', 'T')}Z`);
}
