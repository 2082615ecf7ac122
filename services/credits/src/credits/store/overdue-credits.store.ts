import { columns, instant, integer, nullable, type RowOf } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';

/**
 * Number of pending credits whose promised instant has passed, in all organizations, and the earliest promised instant.
 */
const OVERDUE_CREDITS = columns({ count: integer('count(*)::integer'), oldest: nullable(instant('min(expected_by)')) });
export type OverdueCredits = RowOf<typeof OVERDUE_CREDITS>;

/** Upper bound of the count: a larger number costs more and says no more. */
export const MOST_OVERDUE = 10_000;

const OVERDUE = {
  name: 'overdue-credits',
  columns: OVERDUE_CREDITS,
  text: `SELECT ${OVERDUE_CREDITS}
    FROM (
      SELECT credit.expected_by FROM credit
      JOIN association ON association.id = credit.association_id
      LEFT JOIN user_account ON user_account.id = credit.user_id
      WHERE credit.counted_at IS NULL AND credit.expected_by < $1
        AND (association.ended_at IS NULL OR association.ended_at > $1)
        AND (user_account.leaves_report_at IS NULL OR user_account.leaves_report_at > $1)
      ORDER BY credit.expected_by LIMIT $2) AS late`,
};

/**
 * Counts the result of `credits(filter: { state: [PENDING], expectedBefore: <now> })` within the tenant scope, up to
 * MOST_OVERDUE.
 */
export async function overdueCredits(reads: RequestReads, now: Date): Promise<OverdueCredits> {
  const [found] = await reads.query(OVERDUE, [now, MOST_OVERDUE]);
  return found ?? { count: 0, oldest: null };
}
