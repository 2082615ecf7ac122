import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import { keptSince } from '../../events/domain/retention.js';
import { allowLongStatements } from '../../values/store/long-statements.js';
import { deleteDeliveriesBefore } from '../store/delivery.store.js';

const DELIVERIES_AT_A_TIME = 2_000;

/** Deletes the deliveries whose events are no longer kept, in batches with a transaction each. */
export async function deleteExpiredDeliveries({
  dataSource,
  clock,
}: Pick<Dependencies, 'dataSource' | 'clock'>): Promise<void> {
  for (;;) {
    const deleted = await inTransaction(dataSource, 'every-organization', async (manager) => {
      await allowLongStatements(manager);
      return deleteDeliveriesBefore(manager, keptSince(clock.now()), DELIVERIES_AT_A_TIME);
    });
    if (deleted < DELIVERIES_AT_A_TIME) return;
  }
}
