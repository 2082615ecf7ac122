import type { RequestReads, Statement } from '@app/subgraph-kit/reads';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import type { Day } from '../../values/domain/day.js';

export type ListedAchievement = {
  readonly id: string;
  readonly source: LearningSource;
  readonly credentialCode: string;
  readonly achievedAt: Date;
  readonly expiresOn: Day | null;
  readonly recordedAt: Date;
  readonly revokedAt: Date | null;
};

const COLUMNS = `
  achievement.id, achievement.source, achievement.credential_code AS "credentialCode",
  achievement.achieved_at AS "achievedAt", achievement.expires_on::text AS "expiresOn",
  achievement.recorded_at AS "recordedAt", achievement.revoked_at AS "revokedAt"`;

/** Achievements of the profiles that the user is linked with at the instant. */
const OF_USER = `
  FROM achievement WHERE EXISTS (
    SELECT FROM association WHERE association.source = achievement.source
      AND association.profile_id = achievement.profile_id AND association.user_id = wanted.id
      AND association.started_at <= $2 AND (association.ended_at IS NULL OR association.ended_at > $2))`;

const BY_ID: Statement = {
  name: 'achievements-by-id',
  text: `SELECT ${COLUMNS} FROM achievement WHERE id = ANY($1::uuid[])`,
};

const COUNT: Statement = {
  name: 'count-achievements-of-user',
  text: `SELECT wanted.id AS "userId", counted.total FROM unnest($1::uuid[]) AS wanted (id)
    CROSS JOIN LATERAL (SELECT count(*)::integer AS total ${OF_USER}) AS counted`,
};

export async function achievementsById(reads: RequestReads, ids: readonly string[]): Promise<ListedAchievement[]> {
  return reads.query<ListedAchievement>(BY_ID, [ids]);
}

/** Lists achievements newest first, one page per user, in one statement. Each page has one row more than its limit. */
export async function listAchievements(
  reads: RequestReads,
  userIds: readonly string[],
  page: {
    readonly now: Date;
    readonly limit: number;
    readonly after: readonly [achievedAt: string, id: string] | null;
  },
): Promise<(ListedAchievement & { readonly userId: string })[]> {
  const beyond = page.after ? 'AND (achievement.achieved_at, achievement.id) < ($4::timestamptz, $5::uuid)' : '';
  const statement = {
    name: `achievements-of-user${page.after ? '-after' : ''}`,
    text: `SELECT wanted.id AS "userId", listed.* FROM unnest($1::uuid[]) AS wanted (id)
      CROSS JOIN LATERAL (SELECT ${COLUMNS} ${OF_USER} ${beyond}
        ORDER BY achievement.achieved_at DESC, achievement.id DESC LIMIT $3) AS listed`,
  };
  return reads.query(statement, [userIds, page.now, page.limit + 1, ...(page.after ?? [])]);
}

export async function countAchievements(
  reads: RequestReads,
  userIds: readonly string[],
  now: Date,
): Promise<{ userId: string; total: number }[]> {
  return reads.query(COUNT, [userIds, now]);
}
