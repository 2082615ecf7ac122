import { isUuid } from '../values/text.js';
import { wrongCall } from './command-failed.js';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$/;

/** An id as an argument, in lower case. Throws for other text. */
export function idOf(text: string, what: string): string {
  if (!isUuid(text)) throw wrongCall(`${what}: this is no id.`, 'An id is a UUID, such as 0f1c2b3a-….');
  return text.toLowerCase();
}

/** An instant as an option, in UTC. Throws for other text. */
export function instantOf(text: string, option: string): Date {
  const instant = new Date(text);
  // A day that the month does not have becomes one of the next month.
  const isReal = !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text.slice(0, 10));
  if (INSTANT.test(text) && isReal) return instant;
  throw wrongCall(`${option}: this is no instant.`, 'An instant is in UTC, such as 2026-11-30T12:00:00Z.');
}

/** Lines of a table: columns as wide as their widest cell, two spaces apart. */
export function tableOf(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** An instant for people, to the second; a dash for none. */
export function instantText(instant: Date | null): string {
  return instant === null ? '-' : instant.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
