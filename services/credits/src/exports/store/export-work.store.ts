import { columns, integer, type RowOf, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import { enqueue } from '@app/subgraph-kit/processes/worker';
import type { EntityManager } from 'typeorm';
import { EXPORT } from './export.store.js';

export const MAKE_EXPORTS = 'make-exports';

/** The heartbeat of a worker renews its lease several times in this time. What a killed worker made is made again after it. */
const LEASE = "interval '8 seconds'";

const CLAIMED = columns({ ...EXPORT.fields, attempt: integer('export.attempts') });

/** An export that this worker makes; the attempt identifies the worker. */
export type ClaimedExport = RowOf<typeof CLAIMED>;

/** Wakes a worker. Exports are found by what is missing, so that a lost job delays one for at most a minute. */
export async function enqueueMaking(manager: EntityManager): Promise<void> {
  await enqueue(manager, 'credits', { task: MAKE_EXPORTS, payload: {}, jobKey: MAKE_EXPORTS });
}

/**
 * Claims the next export that no worker makes, with a lease; null when there is none. Organizations take turns: the one
 * whose last export began earliest is next.
 */
export async function claimExport(manager: EntityManager, now: Date): Promise<ClaimedExport | null> {
  const [claimed = null] = await queryRows(
    manager,
    {
      columns: CLAIMED,
      text: `UPDATE export SET state = 'RUNNING', started_at = $1, attempts = export.attempts + 1, rows_written = 0,
          has_file = true, leased_until = clock_timestamp() + ${LEASE},
          data_as_of = CASE WHEN export.month IS NULL THEN $1 ELSE export.data_as_of END
        WHERE export.id = (
          SELECT waiting.id FROM export waiting
          WHERE waiting.state = 'QUEUED' OR (waiting.state = 'RUNNING' AND waiting.leased_until < clock_timestamp())
          ORDER BY (SELECT max(begun.started_at) FROM export begun WHERE begun.organization_id = waiting.organization_id)
            NULLS FIRST, waiting.requested_at, waiting.id
          LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING ${CLAIMED}`,
    },
    [now],
  );
  return claimed;
}

const RENEWED = columns({ id: uuid('export.id') });

/** Renews the lease and records the progress; false when the export was canceled or another worker has it. */
export async function renewLease(
  manager: EntityManager,
  { id, attempt }: Pick<ClaimedExport, 'id' | 'attempt'>,
  progress: { readonly rows: number; readonly rowsExpected: number | null },
): Promise<boolean> {
  const statement = {
    columns: RENEWED,
    text: `UPDATE export SET leased_until = clock_timestamp() + ${LEASE}, rows_written = $3,
        rows_expected = coalesce($4, export.rows_expected)
      WHERE id = $1 AND attempts = $2 AND state = 'RUNNING' RETURNING ${RENEWED}`,
  };
  const { rows, rowsExpected } = progress;
  return (await queryRows(manager, statement, [id, attempt, rows, rowsExpected])).length > 0;
}

const FINISHED = columns({ ...EXPORT.fields });

/** The file is in its place: the export is ready. Null when it was canceled or another worker has it. */
export async function finishExport(
  manager: EntityManager,
  { id, attempt }: Pick<ClaimedExport, 'id' | 'attempt'>,
  file: { rows: number; bytes: number; sha256: string; finishedAt: Date; availableUntil: Date | null },
): Promise<RowOf<typeof EXPORT> | null> {
  const statement = {
    columns: FINISHED,
    text: `UPDATE export SET state = 'READY', rows_written = $3, bytes = $4, sha256 = $5, finished_at = $6,
        available_until = $7, leased_until = NULL, error = NULL
      WHERE id = $1 AND attempts = $2 AND state = 'RUNNING' RETURNING ${FINISHED}`,
  };
  const values = [id, attempt, file.rows, file.bytes, file.sha256, file.finishedAt, file.availableUntil];
  const [finished = null] = await queryRows(manager, statement, values);
  return finished;
}

/** The export failed for good. Null when it was canceled or another worker has it. */
export async function failExport(
  manager: EntityManager,
  { id, attempt }: Pick<ClaimedExport, 'id' | 'attempt'>,
  { error, at }: { readonly error: string; readonly at: Date },
): Promise<RowOf<typeof EXPORT> | null> {
  const statement = {
    columns: FINISHED,
    text: `UPDATE export SET state = 'FAILED', error = $3, finished_at = $4, leased_until = NULL
      WHERE id = $1 AND attempts = $2 AND state = 'RUNNING' RETURNING ${FINISHED}`,
  };
  const [failed = null] = await queryRows(manager, statement, [id, attempt, error, at]);
  return failed;
}

/** Hands an export back to the queue: this worker stops. */
export async function releaseExport(
  manager: EntityManager,
  { id, attempt }: Pick<ClaimedExport, 'id' | 'attempt'>,
): Promise<void> {
  await manager.query(
    `UPDATE export SET state = 'QUEUED', leased_until = NULL, attempts = attempts - 1
     WHERE id = $1 AND attempts = $2 AND state = 'RUNNING'`,
    [id, attempt],
  );
}

const LIVE = columns({ id: uuid('export.id'), attempt: integer('export.attempts') });

/** Exports that some worker makes at the moment. */
export async function exportsBeingMade(manager: EntityManager): Promise<RowOf<typeof LIVE>[]> {
  const text = `SELECT ${LIVE} FROM export WHERE state = 'RUNNING' AND leased_until >= clock_timestamp()`;
  return queryRows(manager, { columns: LIVE, text });
}

const LEASE_END = columns({
  milliseconds: integer('ceil(extract(epoch FROM min(export.leased_until) - clock_timestamp()) * 1000)::integer'),
});

/** The time until the first lease of a worker ends, unless it is renewed; null when no export is being made. */
export async function untilFirstLeaseEnds(manager: EntityManager): Promise<number | null> {
  const text = `SELECT ${LEASE_END} FROM export WHERE state = 'RUNNING' HAVING count(*) > 0`;
  const [first] = await queryRows(manager, { columns: LEASE_END, text });
  return first?.milliseconds ?? null;
}

/** A worker may have put the file of a canceled export into its place: it is removed by the job. */
export async function recordLeftFile(manager: EntityManager, id: string): Promise<void> {
  await manager.query("UPDATE export SET has_file = true WHERE id = $1 AND state = 'EXPIRED'", [id]);
}
