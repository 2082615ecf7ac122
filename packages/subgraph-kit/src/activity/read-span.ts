import type { Columns, Fields, RowOf } from '../database/columns.js';
import type { RequestReads } from '../database/reads.js';

const ENTRIES_AT_A_TIME = 1_000;

/** The entries of an organization from an instant until before another; null is no limit. */
export type ActivitySpan = { readonly organizationId: string; readonly from: Date | null; readonly to: Date | null };

/** Reads a span of a table of activity, oldest first, page by page. */
export async function* readSpan<F extends Fields & { id: unknown; at: unknown }>(
  reads: RequestReads,
  { table, listed }: { table: `${string}.${string}`; listed: Columns<F> },
  { organizationId, from, to }: ActivitySpan,
): AsyncGenerator<RowOf<Columns<F>>> {
  const statement = {
    name: `span of ${table}`,
    columns: listed,
    text: `SELECT ${listed} FROM ${table} e
      WHERE e.organization_id = $1 AND (e.at, e.id) > ($2, $3::uuid) AND e.at < $4
      ORDER BY e.at, e.id LIMIT ${ENTRIES_AT_A_TIME}`,
  };
  // No id is lower: entries of the first instant itself are part of the span.
  for (let [at, id]: [Date | string, string] = [from ?? '-infinity', '00000000-0000-0000-0000-000000000000']; ; ) {
    const page = await reads.query(statement, [organizationId, at, id, to ?? 'infinity']);
    yield* page;
    const last = page.at(-1) as { at: Date; id: string } | undefined;
    if (last === undefined || page.length < ENTRIES_AT_A_TIME) return;
    ({ at, id } = last);
  }
}
