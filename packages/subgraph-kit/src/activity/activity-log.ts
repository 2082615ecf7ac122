/**
 * A table of activity: its entries are inserted in the transaction of the change, chained after the commit, and never
 * changed. Each has at least `id`, `organization_id`, `user_id`, `at`, `kind`, `actor`, `client` and `request_id`.
 */
export type ActivityLog = {
  /** `association.activity`. */
  readonly table: `${string}.${string}`;
  /** The columns of an entry in the order in which the chain reads them: `id`, `organization_id` and `at` come first. */
  readonly columns: readonly ['id', 'organization_id', 'at', ...string[]];
};

const MILLISECONDS = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';

/** The values of an entry as an array of texts, which the same entry has on every server and in every time zone. */
export function entryValues({ columns }: ActivityLog, alias: string): string {
  const values = columns.map((column) =>
    column === 'at' ? `to_char(${alias}.at AT TIME ZONE 'UTC', '${MILLISECONDS}')` : `${alias}.${column}::text`,
  );
  return `ARRAY[${values.join(', ')}]::text[]`;
}

/** The name of a table without its schema: the prefix of everything that belongs to it. */
export function nameOf({ table }: ActivityLog): string {
  return table.slice(table.indexOf('.') + 1);
}
