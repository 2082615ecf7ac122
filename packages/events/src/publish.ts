import { enqueueAll } from '@app/subgraph-kit/worker';
import type { EntityManager } from 'typeorm';
import { DELIVER_EVENT, type Delivery } from './delivery.js';
import type { EventBody, EventContract } from './event.js';

/** Who publishes, to whom, and on account of which request. */
export type Publisher = { service: string; consumers: readonly string[] };

/**
 * Announces the new state of an aggregate inside the transaction that changes it: one delivery job per consumer.
 * A state that still waits for its first delivery is replaced by the newer one.
 */
export async function publishEvent<Body extends EventBody>(
  manager: EntityManager,
  publisher: Publisher,
  contract: EventContract<Body>,
  body: Body,
  cause: { at: Date; requestId: string },
): Promise<void> {
  await publishEvents(manager, publisher, contract, [body], cause);
}

/** The same for many aggregates that one change concerns, in one statement. */
export async function publishEvents<Body extends EventBody>(
  manager: EntityManager,
  publisher: Publisher,
  contract: EventContract<Body>,
  bodies: readonly Body[],
  cause: { at: Date; requestId: string },
): Promise<void> {
  const deliveries = bodies
    .map((body) => contract.schema.parse(body))
    .flatMap((data) =>
      publisher.consumers.map((consumer) => {
        const payload: Delivery = {
          consumer,
          envelope: {
            specversion: '1.0',
            id: `${contract.type}/${data.id}/${data.version}`,
            type: contract.type,
            source: publisher.service,
            time: cause.at.toISOString(),
            requestId: cause.requestId,
            data,
          },
          failures: 0,
        };
        return { task: DELIVER_EVENT, payload, jobKey: `${consumer}:${contract.type}:${data.id}` };
      }),
    );
  await enqueueAll(manager, publisher.service, deliveries);
}
