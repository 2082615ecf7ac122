import { columns, day, instant, integer, oneOf, text, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import { type Day, firstInstantOf } from '../../values/domain/day.js';
import type { ExpiringItem, NextDate } from '../domain/calendar-events.js';

const EXPIRING = columns({
  achievementId: uuid('achievement.id'),
  credentialCode: text('achievement.credential_code'),
  expiresOn: day<Day>('achievement.expires_on'),
  recordedAt: instant('achievement.recorded_at'),
  changedAt: instant('coalesce(reported.changed_at, achievement.recorded_at)'),
});

/** The achievements of the linked profiles of a user that expire on a day or later. */
export async function listExpiringOfUser(manager: EntityManager, userId: string, from: Day): Promise<ExpiringItem[]> {
  const statement = {
    columns: EXPIRING,
    text: `SELECT ${EXPIRING} FROM association
      JOIN achievement ON achievement.source = association.source AND achievement.profile_id = association.profile_id
      LEFT JOIN LATERAL (
        SELECT max(greatest(recorded_at, revoked_at)) AS changed_at FROM achievement_report
        WHERE achievement_report.achievement_id = achievement.id) AS reported ON true
      WHERE association.user_id = $1 AND association.ended_at IS NULL
        AND achievement.revoked_at IS NULL AND achievement.expires_on >= $2`,
  };
  return queryRows(manager, statement, [userId, from]);
}

const NEXT = columns(
  { id: uuid(), source: oneOf<LearningSource>(), nextAt: instant(), version: integer(), changedAt: instant() },
  'next_association',
);

/** The next association dates of a user from a day on. */
export async function listNextDatesOfUser(manager: EntityManager, userId: string, from: Day): Promise<NextDate[]> {
  const text = `SELECT ${NEXT} FROM next_association WHERE user_id = $1 AND next_at >= $2`;
  return queryRows(manager, { columns: NEXT, text }, [userId, firstInstantOf(from)]);
}
