import { type Day, dayOf } from '../../values/domain/day.js';
import type { ReportMonth } from '../../values/domain/report-month.js';

export const EXPORT_DATASETS = ['SKILLS_REPORT', 'CREDITS', 'ASSOCIATIONS', 'LEARN_ANALYTICS'] as const;
export type ExportDataset = (typeof EXPORT_DATASETS)[number];

export const EXPORT_FORMATS = ['CSV', 'TSV', 'JSONL', 'PARQUET', 'XLSX'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const EXPORT_LAYOUTS = ['STANDARD', 'PARTNER_CENTER_TRAININGS'] as const;
export type ExportLayout = (typeof EXPORT_LAYOUTS)[number];

export const EXPORT_STATES = ['QUEUED', 'RUNNING', 'READY', 'FAILED', 'EXPIRED'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

/** What a file contains, apart from the instant of its data. */
export type ExportContent = {
  readonly dataset: ExportDataset;
  readonly format: ExportFormat;
  readonly layout: ExportLayout;
  readonly includesPersonalData: boolean;
};

const MEDIA_TYPES: Record<ExportFormat, string> = {
  CSV: 'text/csv; charset=utf-8; header=present',
  TSV: 'text/tab-separated-values; charset=utf-8',
  JSONL: 'application/jsonl; charset=utf-8',
  PARQUET: 'application/vnd.apache.parquet',
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The media type of a file of this format. */
export function mediaTypeOf(format: ExportFormat): string {
  return MEDIA_TYPES[format];
}

/** The ending of file names of this format. */
export function extensionOf(format: ExportFormat): string {
  return format.toLowerCase();
}

/** The name of a file: of its layout or dataset, and of the month of its report or the day on which it was requested. */
export function fileNameOf(
  file: ExportContent & { readonly month: ReportMonth | null; readonly requestedAt: Date },
): string {
  const { dataset, layout, format, month, requestedAt } = file;
  const subject = layout === 'STANDARD' ? dataset : layout;
  const time: ReportMonth | Day = month ?? dayOf(requestedAt);
  return `${subject.toLowerCase().replaceAll('_', '-')}-${time}.${extensionOf(format)}`;
}
