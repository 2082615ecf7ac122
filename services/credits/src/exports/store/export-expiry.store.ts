import { columns, type RowOf, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';

/** Files of a feed that are kept: the newest, and the one before it for a client that is reading it. */
const KEPT_OF_FEED = 2;

/** Expires files whose time is over, and those of feeds that two newer ones have replaced. */
export async function expireExports(manager: EntityManager, now: Date): Promise<void> {
  await manager.query(
    `UPDATE export SET state = 'EXPIRED' WHERE state = 'READY' AND feed_id IS NULL AND available_until <= $1`,
    [now],
  );
  await manager.query(
    `UPDATE export SET state = 'EXPIRED' FROM (
       SELECT id, row_number() OVER (PARTITION BY feed_id ORDER BY requested_at DESC, id DESC) AS place
       FROM export WHERE feed_id IS NOT NULL AND state = 'READY') AS ordered
     WHERE export.id = ordered.id AND place > ${KEPT_OF_FEED}`,
  );
  // The key of the feed is over: nothing can read them.
  await manager.query(
    `UPDATE export SET state = 'EXPIRED' FROM export_feed
     WHERE export_feed.id = export.feed_id AND export.state = 'READY' AND export_feed.expires_at <= $1`,
    [now],
  );
}

const ID = columns({ id: uuid('export.id') });

/** Exports that are over and whose files may still be there. */
export async function exportsWithFilesToRemove(manager: EntityManager): Promise<RowOf<typeof ID>[]> {
  const text = `SELECT ${ID} FROM export WHERE has_file AND state IN ('FAILED', 'EXPIRED') LIMIT 1000`;
  return queryRows(manager, { columns: ID, text });
}

/** Records that the file of an export is removed. */
export async function recordRemoval(manager: EntityManager, id: string): Promise<void> {
  await manager.query("UPDATE export SET has_file = false WHERE id = $1 AND state IN ('FAILED', 'EXPIRED')", [id]);
}

/** Deletes what is known of exports that were over before an instant. */
export async function deleteExportsOverBefore(manager: EntityManager, instant: Date): Promise<void> {
  await manager.query(
    "DELETE FROM export WHERE state IN ('FAILED', 'EXPIRED') AND NOT has_file AND coalesce(finished_at, requested_at) < $1",
    [instant],
  );
}
