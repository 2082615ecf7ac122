import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import { allowLongStatements } from '../../values/store/long-statements.js';
import { keptSince } from '../domain/retention.js';
import { deleteEventsBefore } from '../store/expired-events.store.js';

const EVENTS_AT_A_TIME = 5_000;

/** Deletes the events that are no longer kept, in batches with a transaction each. */
export async function deleteExpiredEvents({
  dataSource,
  clock,
}: Pick<Dependencies, 'dataSource' | 'clock'>): Promise<void> {
  for (;;) {
    const deleted = await inTransaction(dataSource, 'every-organization', async (manager) => {
      await allowLongStatements(manager);
      return deleteEventsBefore(manager, keptSince(clock.now()), EVENTS_AT_A_TIME);
    });
    if (deleted < EVENTS_AT_A_TIME) return;
  }
}
