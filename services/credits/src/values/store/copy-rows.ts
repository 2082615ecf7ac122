import { finished } from 'node:stream/promises';
import { from } from 'pg-copy-streams';
import type { EntityManager } from 'typeorm';

type Value = string | Date | null;
type Connection = { query(copy: ReturnType<typeof from>): ReturnType<typeof from> };

/** Adds rows by COPY within the manager's transaction. PostgreSQL rejects it for tables with row level security. */
export async function copyRows(
  manager: EntityManager,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const connection = (await manager.queryRunner?.connect()) as Connection | undefined;
  if (!connection) throw new Error('COPY needs the connection of a transaction.');
  const copy = connection.query(from(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
  const done = finished(copy);
  copy.end(rows.map((row) => `${row.map(textOf).join('\t')}\n`).join(''));
  await done;
}

function textOf(value: Value): string {
  if (value === null) return '\\N';
  if (value instanceof Date) return value.toISOString();
  return value.replace(/[\\\t\n\r]/g, (character) => ESCAPED[character] ?? character);
}

const ESCAPED: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
