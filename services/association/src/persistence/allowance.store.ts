import type { RequestReads } from '@app/subgraph-kit/reads';
import type { Starts } from '../domain/allowance.js';
import type { LearningSource } from '../domain/learning-source.js';

// The profile that is linked now or was linked last; its starts elsewhere come as dates and nothing else.
const STARTS = {
  name: 'starts-that-bind-a-person',
  text: `WITH own AS (
      SELECT surviving_profile_id AS profile_id, started_at, ended_at FROM association.association WHERE source = $1 AND user_id = $2
    ), latest AS (
      SELECT profile_id FROM own ORDER BY (ended_at IS NULL) DESC, started_at DESC LIMIT 1
    )
    SELECT 'account' AS of, started_at AS start FROM own
    UNION ALL
    SELECT 'profile', start FROM latest CROSS JOIN LATERAL association.profile_starts($1, latest.profile_id) AS start`,
};

/** The starts that bind a person: of the work account, and of its profile under whatever account. */
export async function startsThatBind(reads: RequestReads, source: LearningSource, userId: string): Promise<Starts> {
  const rows = await reads.query<{ of: 'account' | 'profile'; start: Date }>(STARTS, [source, userId]);
  const startsOf = (subject: 'account' | 'profile') => rows.filter((row) => row.of === subject).map((row) => row.start);
  return { account: startsOf('account'), profile: startsOf('profile') };
}
