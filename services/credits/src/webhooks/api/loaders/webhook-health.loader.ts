import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import { healthOfWebhooks, type RecentHealth } from '../../store/webhook-health.store.js';

const DAY = 24 * 3_600_000;

/** What a webhook accepted and rejected in the last 24 hours. */
export function webhookHealthLoader(reads: RequestReads, now: Date): DataLoader<string, RecentHealth> {
  return new DataLoader(async (ids) => {
    const rows = await healthOfWebhooks(reads, ids, new Date(now.getTime() - DAY));
    const byId = new Map(rows.map((row) => [row.webhookId, row]));
    return ids.map((id) => byId.get(id) ?? new Error('The health of a webhook was not read.'));
  });
}
