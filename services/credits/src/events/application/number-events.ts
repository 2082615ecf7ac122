import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../dependencies.js';
import { allowLongStatements } from '../../values/store/long-statements.js';
import { lockNumbering, type NumberedEvent, numberNextEvents } from '../store/numbering.store.js';

/** Runs in the transaction that numbers the events, such as adding a delivery for each webhook. */
export type AfterNumbering = (manager: EntityManager, events: readonly NumberedEvent[]) => Promise<void>;

/** Small enough that a transaction delays no other event noticeably. */
const EVENTS_AT_A_TIME = 500;

/**
 * The relay: numbers all committed events without gaps per organization, in batches with a transaction each. What
 * commits meanwhile gets higher numbers. After an interruption the next call continues with the rest.
 */
export async function numberEvents(
  { dataSource, clock }: Pick<Dependencies, 'dataSource' | 'clock'>,
  afterNumbering?: AfterNumbering,
): Promise<void> {
  for (;;) {
    const numbered = await inTransaction(dataSource, 'every-organization', async (manager) => {
      await allowLongStatements(manager);
      await lockNumbering(manager);
      const events = await numberNextEvents(manager, { now: clock.now(), limit: EVENTS_AT_A_TIME });
      if (events.length > 0) await afterNumbering?.(manager, events);
      return events.length;
    });
    if (numbered < EVENTS_AT_A_TIME) return;
  }
}
