import { columns, integer } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';

const DELETED = columns({ deleted: integer('count(*)::integer') });

/** Deletes events that were numbered before the instant, up to a limit; returns their number. */
export async function deleteEventsBefore(manager: EntityManager, before: Date, limit: number): Promise<number> {
  const statement = {
    columns: DELETED,
    text: `WITH deleted AS (
       DELETE FROM event WHERE id = ANY (ARRAY(SELECT id FROM event WHERE numbered_at < $1 LIMIT $2)) RETURNING 1
     )
     SELECT ${DELETED} FROM deleted`,
  };
  const [row] = await queryRows(manager, statement, [before, limit]);
  return row?.deleted ?? 0;
}
