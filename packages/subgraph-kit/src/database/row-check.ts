import type { QueryResult } from 'pg';
import type { Columns, Fields } from './columns.js';

/** Set by jest and inherited by processes that tests start. Rows are not compared in production. */
// biome-ignore lint/style/noProcessEnv: not a setting of a service
const ENABLED = process.env.NODE_ENV === 'test';

/** Throws when a result does not have the declared columns. Does nothing outside of tests. */
export function checkRows(columns: Columns<Fields>, { fields, rows }: QueryResult, statement: string): void {
  if (!ENABLED) return;
  const fault = faultOfColumns(columns.fields, fields) ?? faultOfNulls(columns.fields, rows);
  if (fault !== undefined) throw new Error(`The columns of ${statement} do not describe its rows: ${fault}.`);
}

function faultOfColumns(expected: Fields, found: QueryResult['fields']): string | undefined {
  const names = Object.keys(expected);
  const answered = found.map(({ name }) => name);
  if (names.join() !== answered.join())
    return `${names.join(', ')} is expected, PostgreSQL answers ${answered.join(', ')}`;
  for (const { name, dataTypeID } of found) {
    const { type } = expected[name] as Fields[string];
    if (!type.oids.includes(dataTypeID))
      return `${name} is of the type ${dataTypeID}, not ${type.name} (${type.oids.join(' or ')})`;
  }
  return undefined;
}

function faultOfNulls(expected: Fields, rows: readonly Record<string, unknown>[]): string | undefined {
  const required = Object.keys(expected).filter((name) => !expected[name]?.isNullable);
  const found = required.find((name) => rows.some((row) => row[name] === null));
  return found === undefined ? undefined : `${found} is null and not declared nullable`;
}
