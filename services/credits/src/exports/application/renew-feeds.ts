import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import { dayOf, firstInstantOf } from '../../values/domain/day.js';
import { queueExport } from '../store/export.store.js';
import { dueFeeds } from '../store/export-feed.store.js';
import { enqueueMaking } from '../store/export-work.store.js';

/**
 * Queues an export for every feed that lacks the newest snapshot: after the publication of a Skills Report and, for data
 * without snapshots, every day too. Feeds are found by what is missing, however long the service was down.
 */
export async function renewFeeds({ dataSource, clock }: Pick<Dependencies, 'dataSource' | 'clock'>): Promise<void> {
  const now = clock.now();
  await inTransaction(dataSource, 'every-organization', async (manager) => {
    const due = await dueFeeds(manager, { now, dayBegan: firstInstantOf(dayOf(now)) });
    for (const { reportAsOf, rows, ...feed } of due) {
      const dataAsOf = reportAsOf ?? now;
      await queueExport(manager, { ...feed, dataAsOf, rowsExpected: rows, requestedAt: now, requestedBy: 'feed' });
    }
    if (due.length > 0) await enqueueMaking(manager);
  });
}
