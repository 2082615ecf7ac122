import type { ExportContent } from './export-content.js';

/** The number of rows of a worksheet without its header. */
const MOST_SHEET_ROWS = 1_048_575;

/** Exports of an organization that are queued or being made at a time. */
const MOST_UNFINISHED = 20;

/** Files of an organization that are kept at a time, without those of feeds. */
const MOST_KEPT = 100;

/** Feeds of an organization. */
export const MOST_FEEDS = 20;

/** What is known about a request before anything is made. */
export type ExportFacts = {
  /** Rows as far as known, null otherwise. */
  readonly rows: number | null;
  readonly unfinished: number;
  readonly kept: number;
};

/** Why a combination of dataset and layout does not exist, for the user; null when it does. */
export function layoutFault({ dataset, layout }: Pick<ExportContent, 'dataset' | 'layout'>): string | null {
  if (layout === 'STANDARD' || dataset === 'SKILLS_REPORT') return null;
  return `The layout ${layout} is for the dataset SKILLS_REPORT. Export ${dataset} in the layout STANDARD.`;
}

/** Why a file has too many rows for its format, for the user; null when it fits. */
export function rowsFault({ format }: Pick<ExportContent, 'format'>, rows: number | null): string | null {
  if (format !== 'XLSX' || rows === null || rows <= MOST_SHEET_ROWS) return null;
  const most = MOST_SHEET_ROWS.toLocaleString('en');
  return `A worksheet holds ${most} rows and this export has ${rows.toLocaleString('en')}. Request it as PARQUET or CSV.`;
}

/** Why an export cannot be made now, for the user; null when it can. */
export function reasonUnavailable(content: ExportContent, { rows, unfinished, kept }: ExportFacts): string | null {
  const fault = layoutFault(content) ?? rowsFault(content, rows);
  if (fault !== null) return fault;
  if (unfinished >= MOST_UNFINISHED)
    return `${unfinished} exports of this organization are being made already. Wait until one is ready, or cancel one.`;
  if (kept >= MOST_KEPT)
    return `${kept} files of this organization are kept already. Cancel one that is no longer needed; files are removed after seven days.`;
  return null;
}
