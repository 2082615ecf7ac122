import {
  columns,
  day,
  instant,
  integer,
  nullable,
  oneOf,
  type RowOf,
  text,
  uuid,
} from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import type { Day } from '../../values/domain/day.js';

const LISTED = columns(
  {
    id: uuid(),
    source: oneOf<LearningSource>(),
    credentialCode: text(),
    achievedAt: instant(),
    expiresOn: nullable(day<Day>()),
    recordedAt: instant(),
    revokedAt: nullable(instant()),
  },
  'achievement',
);
const LISTED_OF_USER = columns({ userId: uuid('wanted.id'), ...LISTED.fields });

export type ListedAchievement = RowOf<typeof LISTED>;

/** Achievements of the profiles that the user is linked with at the instant. */
const OF_USER = `
  FROM achievement WHERE EXISTS (
    SELECT FROM association WHERE association.source = achievement.source
      AND association.profile_id = achievement.profile_id AND association.user_id = wanted.id
      AND association.started_at <= $2 AND (association.ended_at IS NULL OR association.ended_at > $2))`;

const BY_ID = {
  name: 'achievements-by-id',
  columns: LISTED,
  text: `SELECT ${LISTED} FROM achievement WHERE id = ANY($1::uuid[])`,
};

const TOTAL = columns({ userId: uuid('wanted.id'), total: integer('counted.total') });

const COUNT = {
  name: 'count-achievements-of-user',
  columns: TOTAL,
  text: `SELECT ${TOTAL} FROM unnest($1::uuid[]) AS wanted (id)
    CROSS JOIN LATERAL (SELECT count(*)::integer AS total ${OF_USER}) AS counted`,
};

export async function achievementsById(reads: RequestReads, ids: readonly string[]): Promise<ListedAchievement[]> {
  return reads.query(BY_ID, [ids]);
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
    columns: LISTED_OF_USER,
    text: `SELECT wanted.id AS "userId", ${LISTED.of('listed')} FROM unnest($1::uuid[]) AS wanted (id)
      CROSS JOIN LATERAL (SELECT ${LISTED} ${OF_USER} ${beyond}
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
