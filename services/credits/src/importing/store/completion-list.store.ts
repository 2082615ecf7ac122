import { columns, day, instant, nullable, type RowOf, text } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import type { Day } from '../../values/domain/day.js';

const LISTED = columns({
  profileId: text('report.profile_id'),
  credentialCode: text('report.credential_code'),
  externalId: text('report.external_id'),
  achievedAt: instant('report.achieved_at'),
  expiresOn: nullable(day<Day>('achievement.expires_on')),
});

/** A completion that a source has reported, with the expiry of its achievement. */
export type ListedCompletion = RowOf<typeof LISTED>;

/** The live completions that the source has reported about these profiles, without those that follow from exams. */
export async function listCompletions(
  manager: EntityManager,
  source: LearningSource,
  profileIds: readonly string[],
): Promise<ListedCompletion[]> {
  // OFFSET 0 looks up each profile by itself, at any size of the table.
  const text = `SELECT ${LISTED.of('listed')} FROM unnest($2::text[]) AS wanted (profile_id)
     CROSS JOIN LATERAL (
       SELECT ${LISTED} FROM achievement_report report LEFT JOIN achievement ON achievement.id = report.achievement_id
       WHERE report.source = $1 AND report.profile_id = wanted.profile_id AND report.revoked_at IS NULL
         AND report.amends IS NULL AND NOT report.derived
       ORDER BY report.id OFFSET 0) AS listed`;
  return queryRows(manager, { columns: LISTED, text }, [source, profileIds]);
}
