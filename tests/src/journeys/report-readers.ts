import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { readXlsx } from 'hucre';

/** A row of a Skills Report in a file, as far as its totals need it. */
export type ReportRow = { person_ref: string; kind: string; expires_on: string | null; leaving: boolean };

/** The fields of `SkillsReport.totals`. */
export type ReportTotals = {
  people: number;
  credentials: number;
  certifications: number;
  assessments: number;
  expiringWithin90Days: number;
  leaving: number;
};

/** Adds up the rows of a report; `asOf` is the instant of its refresh. */
export function totalsOf(rows: readonly ReportRow[], asOf: string): ReportTotals {
  const from = asOf.slice(0, 10);
  const until = new Date(Date.parse(asOf) + 90 * 86_400_000).toISOString().slice(0, 10);
  const people = (of: readonly ReportRow[]) => new Set(of.map((row) => row.person_ref)).size;
  return {
    people: people(rows),
    credentials: rows.length,
    certifications: rows.filter(({ kind }) => kind === 'CERTIFICATION').length,
    assessments: rows.filter(({ kind }) => kind === 'ASSESSMENT').length,
    expiringWithin90Days: rows.filter(({ expires_on: day }) => day !== null && day >= from && day <= until).length,
    leaving: people(rows.filter(({ leaving }) => leaving)),
  };
}

/** Reads a CSV or Parquet file with DuckDB. */
export async function rowsInDuckDb(path: string): Promise<ReportRow[]> {
  const reader = path.endsWith('.parquet') ? 'read_parquet' : 'read_csv';
  const instance = await DuckDBInstance.create(':memory:', { autoinstall_known_extensions: 'false', threads: '1' });
  const connection = await instance.connect();
  try {
    const columns = 'person_ref, kind, expires_on::varchar AS expires_on, leaving::boolean AS leaving';
    const read = await connection.runAndReadAll(`SELECT ${columns} FROM ${reader}('${path}')`);
    return read.getRowObjectsJson() as ReportRow[];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Reads a workbook with a library that is not the one that writes it. */
export async function rowsInWorkbook(content: Buffer): Promise<ReportRow[]> {
  const { sheets } = await readXlsx(content);
  const [header = [], ...lines] = sheets[0]?.rows ?? [];
  const value = (line: readonly unknown[], name: string) => line[header.indexOf(name)] ?? null;
  const text = (line: readonly unknown[], name: string) => {
    const found = value(line, name);
    return typeof found === 'string' ? found : '';
  };
  return lines.map((line) => {
    const expires = value(line, 'expires_on');
    return {
      person_ref: text(line, 'person_ref'),
      kind: text(line, 'kind'),
      expires_on: expires instanceof Date ? expires.toISOString().slice(0, 10) : null,
      leaving: value(line, 'leaving') === true,
    };
  });
}

const PLACES = [
  '/usr/bin/soffice',
  '/Applications/LibreOffice.app/Contents/MacOS/soffice',
  'C:\\Program Files\\LibreOffice\\program\\soffice.exe',
];

/** The program of LibreOffice on this machine; undefined: there is none. */
export const libreOffice = PLACES.find((path) => existsSync(path));

/** Opens a workbook in LibreOffice, which writes it as the CSV file whose rows are returned. */
export async function rowsInLibreOffice(content: Buffer, folder: string): Promise<ReportRow[]> {
  const workbook = join(folder, 'libreoffice.xlsx');
  writeFileSync(workbook, content);
  // A profile of its own: a LibreOffice that is open would take over the call, and convert nothing.
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`;
  await promisify(execFile)(String(libreOffice), [
    profile,
    '--headless',
    '--convert-to',
    'csv',
    '--outdir',
    folder,
    workbook,
  ]);
  return rowsInDuckDb(join(folder, 'libreoffice.csv'));
}
