import { columns, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { LearningSource } from '../../providers/domain/learning-source.js';

const HOLDER = columns({ userId: uuid() }, 'm');

const HOLDERS = {
  columns: HOLDER,
  text: `SELECT ${HOLDER} FROM association.association a
     JOIN association.member m ON m.user_id = a.user_id AND m.organization_id = a.organization_id
    WHERE a.source = $1 AND a.ended_at IS NULL AND (a.user_id = $2 OR a.surviving_profile_id = $3)
      AND m.leaves_report_at <= $4 AND NOT m.offboarded AND a.started_at < m.leaves_report_at`,
};

/**
 * Users who hold an active link of this account or profile that their offboarding should have ended by now. A link that
 * started after the refresh belongs to a user who returned, and continues.
 */
export async function holdersOfDueLinks(
  manager: EntityManager,
  source: LearningSource,
  keys: { userId?: string; profileId?: string },
  now: Date,
): Promise<string[]> {
  const rows = await queryRows(manager, HOLDERS, [source, keys.userId ?? null, keys.profileId ?? null, now]);
  return rows.map((row) => row.userId);
}
