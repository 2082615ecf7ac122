import { columns, integer } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';

const RECORDED = columns({ recorded: integer('count(*)::int') });

const RECORD = {
  columns: RECORDED,
  text: `WITH expired AS (
      UPDATE association.flow SET expiry_recorded = true WHERE id = ANY (ARRAY(
        SELECT id FROM association.flow
        WHERE status IN ('BEGUN', 'OPENED', 'EXCHANGING', 'PROVEN') AND NOT expiry_recorded AND expires_at <= $1
        ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED))
      RETURNING *
    ), recorded AS (
      INSERT INTO association.activity
        (organization_id, user_id, source, at, kind, reason, flow_id, actor, client, request_id)
      SELECT organization_id, user_id, source, expires_at, 'FAILED', 'EXPIRED', id, 'person:' || user_id, client, request_id
      FROM expired RETURNING 1
    )
    SELECT ${RECORDED} FROM recorded`,
};

/** Records that flows expired without an outcome, each once, up to a limit; returns their number. */
export async function recordExpiredFlows(manager: EntityManager, now: Date, limit: number): Promise<number> {
  const [row] = await queryRows(manager, RECORD, [now, limit]);
  return row?.recorded ?? 0;
}
