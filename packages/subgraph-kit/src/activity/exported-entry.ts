/** An entry of either log as a file states it. Every row has all columns. */
export type ExportedEntry = {
  readonly list: 'USERS' | 'LINKS';
  readonly id: string;
  readonly at: Date;
  readonly kind: string;
  readonly reason: string | null;
  readonly attempted: string | null;
  readonly userId: string | null;
  readonly source: string | null;
  readonly associationId: string | null;
  readonly actor: string;
  readonly client: string | null;
  readonly requestId: string;
};

const COLUMNS = [
  ...(['list', 'id', 'at', 'kind', 'reason', 'attempted', 'userId', 'source', 'associationId'] as const),
  ...(['actor', 'client', 'requestId'] as const),
] as const satisfies readonly (keyof ExportedEntry)[];

/** The first line of a CSV file. */
export const CSV_HEADER = COLUMNS.join(',');

/** A spreadsheet takes text that begins so for a formula; the full-width forms too. */
const FORMULA = /^[=+@\t\r\n＝＋－＠-]/;

/** The entry as a line of CSV (RFC 4180). Text that looks like a formula begins with an apostrophe. */
export function csvLine(entry: ExportedEntry): string {
  return COLUMNS.map((column) => cell(entry[column])).join(',');
}

/** The entry with its columns in their order. */
export function jsonOf(entry: ExportedEntry): object {
  return Object.fromEntries(COLUMNS.map((column) => [column, entry[column]]));
}

function cell(value: Date | string | null): string {
  if (value === null) return '';
  if (value instanceof Date) return value.toISOString();
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
