import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import { keptSince } from '../../../events/domain/retention.js';
import {
  countDeliveries,
  type DeliveryKey,
  type DeliveryPage,
  type DeliverySelection,
  findDeliveries,
  type ListedDelivery,
  listDeliveries,
  MOST_COUNTED,
} from '../../store/delivery-list.store.js';

const keyOf = ({ webhookId, eventId }: DeliveryKey) => `${webhookId} ${eventId}`;

/** Deliveries by event, and pages of those of webhooks: the same arguments share one statement. */
export function deliveriesLoader(reads: RequestReads, now: Date) {
  const pages = new Map<string, DataLoader<string, ListedDelivery[]>>();
  const totals = new Map<string, DataLoader<string, number | null>>();
  return {
    byEvent: new DataLoader<DeliveryKey, ListedDelivery | null, string>(
      async (keys) => {
        const byKey = new Map(
          (await findDeliveries(reads, keys, keptSince(now))).map((delivery) => [keyOf(delivery), delivery]),
        );
        return keys.map((key) => byKey.get(keyOf(key)) ?? null);
      },
      { cacheKeyFn: keyOf },
    ),
    page(webhookId: string, page: DeliveryPage, selection: DeliverySelection): Promise<ListedDelivery[]> {
      const key = JSON.stringify([page, selection]);
      const loader =
        pages.get(key) ??
        new DataLoader(async (ids: readonly string[]) => {
          const rows = await listDeliveries(reads, ids, page, selection);
          const byWebhook = Map.groupBy(rows, (row) => row.webhookId);
          return ids.map((id) => byWebhook.get(id) ?? []);
        });
      pages.set(key, loader);
      return loader.load(webhookId);
    },
    /** Null when there are more than are counted. */
    total(webhookId: string, selection: DeliverySelection): Promise<number | null> {
      const key = JSON.stringify(selection);
      const loader =
        totals.get(key) ??
        new DataLoader(async (ids: readonly string[]) => {
          const counted = await countDeliveries(reads, ids, selection);
          const byWebhook = new Map(counted.map((row) => [row.webhookId, row.total]));
          return ids.map((id) => {
            const total = byWebhook.get(id) ?? 0;
            return total > MOST_COUNTED ? null : total;
          });
        });
      totals.set(key, loader);
      return loader.load(webhookId);
    },
  };
}
