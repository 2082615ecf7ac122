import { boolean, columns, instant, oneOf, type RowOf } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import type { Starts } from '../domain/allowance.js';

// Of the active or else the last linked profile, and of the one rejected since; starts elsewhere are dates only. Of the
// rejected profile only starts up to the rejection: it may belong to another person by now.
const START = columns({ of: oneOf<'account' | 'profile' | 'rejected'>(), start: instant(), active: boolean() });

const STARTS = {
  name: 'limiting-starts',
  columns: START,
  text: `WITH own AS (
      SELECT surviving_profile_id AS profile_id, started_at, ended_at FROM association.association WHERE source = $1 AND user_id = $2
    ), latest AS (
      SELECT profile_id FROM own ORDER BY (ended_at IS NULL) DESC, started_at DESC LIMIT 1
    )
    SELECT 'account' AS of, started_at AS start, ended_at IS NULL AS active FROM own
    UNION ALL
    SELECT 'profile', start, false FROM latest CROSS JOIN LATERAL association.profile_starts($1, latest.profile_id) AS start
    UNION ALL
    SELECT 'rejected', start, false FROM association.rejected_profile r
      CROSS JOIN LATERAL association.profile_starts($1, r.profile_id) AS start
     WHERE r.user_id = $2 AND r.source = $1 AND r.expires_at > $3 AND start <= r.rejected_at`,
};

/** The starts that limit a user: of the work account, and of its profiles under all accounts. */
export async function limitingStarts(
  reads: RequestReads,
  source: LearningSource,
  userId: string,
  now: Date,
): Promise<Required<Starts> & { isLinked: boolean }> {
  const rows = await reads.query(STARTS, [source, userId, now]);
  const startsOf = (subject: RowOf<typeof START>['of']) =>
    rows.filter((row) => row.of === subject).map((row) => row.start);
  return {
    account: startsOf('account'),
    profile: startsOf('profile'),
    rejected: startsOf('rejected'),
    isLinked: rows.some((row) => row.active),
  };
}
