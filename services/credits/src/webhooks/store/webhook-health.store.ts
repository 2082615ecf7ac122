import { columns, instant, integer, nullable, type RowOf, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';

const HEALTH = columns({
  webhookId: uuid('wanted.id'),
  delivered: integer('recent.delivered'),
  failedAttempts: integer('recent.failed'),
  medianMilliseconds: nullable(integer('recent.median')),
  waiting: integer('waiting.number'),
  oldestWaitingAt: nullable(instant('waiting.oldest')),
});

/** What a webhook accepted and rejected lately, and what waits for it. */
export type RecentHealth = RowOf<typeof HEALTH>;

const RECENT = {
  name: 'health-of-webhooks',
  columns: HEALTH,
  text: `SELECT ${HEALTH} FROM unnest($1::uuid[]) AS wanted (id)
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE problem IS NULL)::integer AS delivered,
        count(*) FILTER (WHERE problem IS NOT NULL)::integer AS failed,
        percentile_disc(0.5) WITHIN GROUP (ORDER BY milliseconds) FILTER (WHERE problem IS NULL) AS median
      FROM webhook_attempt WHERE webhook_id = wanted.id AND at > $2
    ) AS recent
    CROSS JOIN LATERAL (
      SELECT count(*)::integer AS number, min(occurred_at) AS oldest FROM webhook_delivery
      WHERE webhook_id = wanted.id AND state = 'WAITING' AND NOT urgent
    ) AS waiting`,
};

/** The health of webhooks since an instant. */
export async function healthOfWebhooks(
  reads: RequestReads,
  webhookIds: readonly string[],
  since: Date,
): Promise<RecentHealth[]> {
  return reads.query(RECENT, [webhookIds, since]);
}
