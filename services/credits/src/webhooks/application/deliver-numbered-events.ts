import type { Dependencies } from '../../dependencies.js';
import type { AfterNumbering } from '../../events/application/number-events.js';
import { createDeliveries } from '../store/delivery.store.js';
import { wakeSenders } from '../store/wake.store.js';

/** Adds the deliveries of events in the transaction that numbers them, and wakes a sender after its commit. */
export function deliverNumberedEvents({ clock }: Pick<Dependencies, 'clock'>): AfterNumbering {
  return async (manager, events) => {
    const ids = events.map(({ id }) => id);
    if (await createDeliveries(manager, ids, clock.now())) await wakeSenders(manager);
  };
}
