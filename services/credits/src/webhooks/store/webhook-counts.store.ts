import { columns, instant, integer, nullable, type RowOf } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';

const COUNTS = columns({
  active: integer("(count(*) FILTER (WHERE state = 'ACTIVE'))::integer"),
  paused: integer("(count(*) FILTER (WHERE state = 'PAUSED'))::integer"),
  disabled: integer("(count(*) FILTER (WHERE state = 'DISABLED'))::integer"),
  failing: integer("(count(*) FILTER (WHERE state = 'ACTIVE' AND failures_in_row >= 5))::integer"),
  oldestDueAt: nullable(
    instant(`min(due_at) FILTER (WHERE state = 'ACTIVE' AND due_at <= $1 AND (not_before IS NULL OR not_before <= $1)
      AND (leased_until IS NULL OR leased_until <= $1))`),
  ),
});

const COUNT_ALL = { name: 'count-all-webhooks', columns: COUNTS, text: `SELECT ${COUNTS} FROM webhook` };

/** The numbers of webhooks within the tenant scope, and since when the oldest due one waits for a sender. */
export async function countAllWebhooks(reads: RequestReads, now: Date): Promise<RowOf<typeof COUNTS>> {
  const [counts] = await reads.query(COUNT_ALL, [now]);
  return counts ?? { active: 0, paused: 0, disabled: 0, failing: 0, oldestDueAt: null };
}
