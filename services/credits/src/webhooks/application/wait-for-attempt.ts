import { setTimeout as pause } from 'node:timers/promises';
import type { TenantScope } from '@app/subgraph-kit/database/tenant-scope';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import { hasUrgentDelivery } from '../store/delivery.store.js';

/** Less than the gateway waits for this service. */
const LONGEST_MILLISECONDS = 2_000;
const POLL_MILLISECONDS = 50;

/** Waits until a delivery that is sent at once was tried. A slow receiver is not waited for to the end. */
export async function waitForAttempt(
  { dataSource }: Pick<Dependencies, 'dataSource'>,
  scope: TenantScope,
  delivery: { readonly webhookId: string; readonly eventId: string },
): Promise<void> {
  const ends = performance.now() + LONGEST_MILLISECONDS;
  while (performance.now() < ends) {
    const waits = await inTransaction(dataSource, scope, (manager) => hasUrgentDelivery(manager, delivery));
    if (!waits) return;
    await pause(POLL_MILLISECONDS);
  }
}
