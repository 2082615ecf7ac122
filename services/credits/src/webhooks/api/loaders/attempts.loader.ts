import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import { type DeliveryKey, type ListedAttempt, listAttempts } from '../../store/delivery-list.store.js';

/** Attempts that the API shows of a delivery. */
const MOST_ATTEMPTS_SHOWN = 20;

const keyOf = ({ webhookId, eventId }: DeliveryKey) => `${webhookId} ${eventId}`;

/** The last attempts of a delivery, newest first. */
export function attemptsLoader(reads: RequestReads): DataLoader<DeliveryKey, ListedAttempt[], string> {
  return new DataLoader(
    async (keys) => {
      const byDelivery = Map.groupBy(await listAttempts(reads, keys, MOST_ATTEMPTS_SHOWN), keyOf);
      return keys.map((key) => byDelivery.get(keyOf(key)) ?? []);
    },
    { cacheKeyFn: keyOf },
  );
}
