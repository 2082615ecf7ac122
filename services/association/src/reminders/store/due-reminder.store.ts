import { boolean, columns, instant, oneOf, type RowOf, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { LearningSource } from '../../providers/domain/learning-source.js';

const DUE = columns({
  allowanceId: uuid('p.id'),
  userId: uuid('p.user_id'),
  organizationId: uuid('p.organization_id'),
  source: oneOf<LearningSource>('p.source'),
  openedAt: instant('p.remind_at'),
  isActive: boolean("coalesce(m.status = 'ACTIVE' AND m.leaves_report_at IS NULL, false)"),
  isLinked: boolean('coalesce(latest.is_active, false)'),
  hasMovedAway: boolean(
    `coalesce(latest.end_reason = 'MOVED_TO_ANOTHER_ORGANIZATION', false) AND NOT EXISTS (
      SELECT FROM association.rejected_profile r WHERE r.user_id = p.user_id AND r.source = p.source)`,
  ),
});

/** A next date that has come, with what decides about its reminder. */
export type DueReminder = RowOf<typeof DUE>;

const LOCK_DUE = {
  columns: DUE,
  text: `SELECT ${DUE} FROM association.published_allowance p
    LEFT JOIN association.member m ON m.user_id = p.user_id
    LEFT JOIN LATERAL (
      SELECT a.ended_at IS NULL AS is_active, a.end_reason FROM association.association a
       WHERE a.user_id = p.user_id AND a.source = p.source
       ORDER BY (a.ended_at IS NULL) DESC, a.started_at DESC LIMIT 1) latest ON true
    WHERE p.remind_at <= $1 ORDER BY p.remind_at, p.id LIMIT $2 FOR UPDATE OF p SKIP LOCKED`,
};

/** Locks next dates that have come. Another process takes others. */
export async function lockDueReminders(manager: EntityManager, now: Date, limit: number): Promise<DueReminder[]> {
  return queryRows(manager, LOCK_DUE, [now, limit]);
}

/** Stores that these dates were decided: no later run looks at them again. */
export async function setDecided(manager: EntityManager, allowanceIds: readonly string[]): Promise<void> {
  await manager.query('UPDATE association.published_allowance SET remind_at = NULL WHERE id = ANY ($1::uuid[])', [
    allowanceIds,
  ]);
}
