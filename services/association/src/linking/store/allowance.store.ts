import { boolean, columns, instant, oneOf, type RowOf, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { EntityManager } from 'typeorm';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import type { Starts } from '../domain/allowance.js';

// Of the active or else the last linked profile, and of the one rejected since; starts elsewhere are dates only. Of the
// rejected profile only starts up to the rejection: it may belong to another person by now.
const START = columns({
  userId: uuid('wanted.user_id'),
  source: oneOf<LearningSource>('wanted.source'),
  of: oneOf<'account' | 'profile' | 'rejected'>('starts.of'),
  start: instant('starts.start'),
  active: boolean('starts.active'),
});

const STARTS = {
  name: 'limiting-starts',
  isPlannedOnce: true,
  columns: START,
  text: `SELECT ${START} FROM unnest($1::uuid[], $2::text[]) AS wanted (user_id, source) CROSS JOIN LATERAL (
    WITH own AS (
      SELECT a.surviving_profile_id AS profile_id, a.started_at, a.ended_at FROM association.association a
       WHERE a.source = wanted.source AND a.user_id = wanted.user_id
    ), latest AS (
      SELECT profile_id FROM own ORDER BY (ended_at IS NULL) DESC, started_at DESC LIMIT 1
    )
    SELECT 'account' AS of, started_at AS start, ended_at IS NULL AS active FROM own
    UNION ALL
    SELECT 'profile', start, false FROM latest
      CROSS JOIN LATERAL association.profile_starts(wanted.source, latest.profile_id) AS start
    UNION ALL
    SELECT 'rejected', start, false FROM association.rejected_profile r
      CROSS JOIN LATERAL association.profile_starts(wanted.source, r.profile_id) AS start
     WHERE r.user_id = wanted.user_id AND r.source = wanted.source AND r.expires_at > $3 AND start <= r.rejected_at) AS starts`,
};

type LimitingStarts = Required<Starts> & { isLinked: boolean };

/** The starts that limit a user: of the work account, and of its profiles under all accounts. */
export async function limitingStarts(
  reads: RequestReads,
  source: LearningSource,
  userId: string,
  now: Date,
): Promise<LimitingStarts> {
  return bySubject(await reads.query(STARTS, [[userId], [source], now]));
}

/** The starts that limit each of these users, in their order, with what the transaction wrote. */
export async function limitingStartsOf(
  manager: EntityManager,
  accounts: readonly { readonly userId: string; readonly source: LearningSource }[],
  now: Date,
): Promise<LimitingStarts[]> {
  const [userIds, sources] = [accounts.map(({ userId }) => userId), accounts.map(({ source }) => source)];
  const rows = await queryRows(manager, STARTS, [userIds, sources, now]);
  const byAccount = Map.groupBy(rows, ({ userId, source }) => `${userId} ${source}`);
  return accounts.map(({ userId, source }) => bySubject(byAccount.get(`${userId} ${source}`) ?? []));
}

function bySubject(rows: readonly RowOf<typeof START>[]): LimitingStarts {
  const startsOf = (subject: RowOf<typeof START>['of']) =>
    rows.filter((row) => row.of === subject).map((row) => row.start);
  return {
    account: startsOf('account'),
    profile: startsOf('profile'),
    rejected: startsOf('rejected'),
    isLinked: rows.some((row) => row.active),
  };
}
