import type { EntityManager } from 'typeorm';
import type { Snapshot } from './skills-report-snapshot.store.js';

/** The sort columns of each order and the column that stores the position; the newest achievement comes first. */
export const POSITIONS = { name: 'row_no', ref: 'ref_no', achieved: 'achieved_no', expiry: 'expiry_no' } as const;

export type SortedBy = keyof typeof POSITIONS;

/** Stands for all credentials. */
export const ALL = '';
/** Rows per chunk: enough for a page of 100 and some more, few enough to be stored beside the key. */
export const CHUNK = 110;

/** Stores every order in chunks, for all rows and for each credential. */
export async function writeOrders(manager: EntityManager, { organizationId, month }: Snapshot): Promise<void> {
  // Hash aggregation keeps the order of its input (a constraint checks it); sorting by group would cost several times
  // as much.
  await manager.query("SELECT set_config('enable_sort', 'off', true)");
  for (const [sortedBy, position] of Object.entries(POSITIONS)) {
    await manager.query(
      `INSERT INTO skills_report_order (organization_id, month, sorted_by, leaving, credential_code, last_position,
         first_expiry, positions, row_nos, expiries)
       SELECT $1, $2, '${sortedBy}', leaving, coalesce(credential_code, '${ALL}'), positions[least(first + ${CHUNK - 1}, lines)],
         (array_sort(expiries[first:first + ${CHUNK - 1}]))[1], positions[first:first + ${CHUNK - 1}],
         row_nos[first:first + ${CHUNK - 1}], expiries[first:first + ${CHUNK - 1}]
       FROM (
         SELECT leaving, credential_code, count(*)::integer AS lines, array_agg(position) AS positions,
           array_agg(row_no) AS row_nos, array_agg(expires_on) AS expiries
         FROM (
           SELECT leaving, credential_code, ${position} AS position, row_no, expires_on FROM skills_report_row
           WHERE organization_id = $1 AND month = $2 ORDER BY position) AS line
         GROUP BY GROUPING SETS ((leaving), (leaving, credential_code))) AS list
       CROSS JOIN LATERAL generate_series(1, lines, ${CHUNK}) AS first`,
      [organizationId, `${month}-01`],
    );
  }
  await manager.query("SELECT set_config('enable_sort', 'on', true)");
}
