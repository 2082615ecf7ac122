import type { Tone } from '../../design/badge.tsx';
import type {
  ExportDataset,
  ExportFormat,
  ExportLayout,
  ExportRowFragment,
  ExportState,
} from '../../graphql/documents.ts';
import { month as monthName } from '../../text/dates.ts';
import { type Known, word } from '../../text/words.ts';

/** What an export lists. */
export const DATASETS: Readonly<Record<Known<ExportDataset>, string>> = {
  SKILLS_REPORT: 'Skills Report',
  CREDITS: 'Credits, as of now',
  LEARN_ANALYTICS: 'Learning, as of now',
  ASSOCIATIONS: 'Linked profiles, as of now',
};

/** The kinds of files. */
export const FORMATS: Readonly<Record<Known<ExportFormat>, string>> = {
  XLSX: 'Excel (XLSX)',
  CSV: 'CSV',
  TSV: 'TSV',
  JSONL: 'JSON Lines',
  PARQUET: 'Parquet',
};

/** The columns of a file of a Skills Report. */
export const LAYOUTS: Readonly<Record<Known<ExportLayout>, string>> = {
  STANDARD: 'Standard',
  PARTNER_CENTER_TRAININGS: 'As in Partner Center',
};

const STATES: Readonly<Record<Known<ExportState>, string>> = {
  QUEUED: 'Waiting',
  RUNNING: 'Running',
  READY: 'Ready',
  FAILED: 'Failed',
  EXPIRED: 'Removed',
};

const TONES: Readonly<Partial<Record<ExportState, Tone>>> = {
  QUEUED: 'warn',
  RUNNING: 'warn',
  READY: 'good',
  FAILED: 'bad',
};

type Content = Pick<ExportRowFragment, 'dataset' | 'month'>;
type Progress = Pick<ExportRowFragment, 'state' | 'rowsWritten' | 'rowsExpected'>;

/** What a file lists: Skills Report November 2026. */
export function contentOf({ dataset, month }: Content): string {
  const name = word(DATASETS, dataset).replace(', as of now', '');
  return month === null ? name : `${name} ${monthName(month)}`;
}

/** The state of an export; while it runs, with the part that is written. */
export function stateOf({ state, rowsWritten, rowsExpected }: Progress): {
  readonly tone: Tone;
  readonly text: string;
} {
  const tone = TONES[state] ?? 'quiet';
  const name = word(STATES, state);
  if (state !== 'RUNNING' || rowsWritten === null || !rowsExpected) return { tone, text: name };
  // The number of rows is an estimate: only the state says that all of them are written.
  return { tone, text: `${name}, ${Math.min(99, Math.floor((100 * rowsWritten) / rowsExpected))} %` };
}

/** Whether the file is still to be made. */
export function isUnfinished({ state }: Pick<ExportRowFragment, 'state'>): boolean {
  return state === 'QUEUED' || state === 'RUNNING';
}
