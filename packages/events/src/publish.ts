import { enqueueAll } from '@app/subgraph-kit/processes/worker';
import type { EntityManager } from 'typeorm';
import { DELIVER_EVENT, type Delivery } from './delivery.js';
import type { EventBody, EventContract, EventMetadata } from './event.js';

/** The publishing service and its consumers. */
export type Publisher = { service: string; consumers: readonly string[] };

/**
 * Publishes the new state of an aggregate inside the transaction that changes it: one delivery job per consumer. It
 * replaces a state of the same aggregate that still waits for its first delivery.
 */
export async function publishEvent<Body extends EventBody>(
  manager: EntityManager,
  publisher: Publisher,
  contract: EventContract<Body>,
  body: Body,
  metadata: EventMetadata,
): Promise<void> {
  await publishEvents(manager, publisher, contract, [body], metadata);
}

/** Publishes the states of many aggregates in one statement. */
export async function publishEvents<Body extends EventBody>(
  manager: EntityManager,
  publisher: Publisher,
  contract: EventContract<Body>,
  bodies: readonly Body[],
  metadata: EventMetadata,
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
            time: metadata.at.toISOString(),
            requestId: metadata.requestId,
            data,
          },
          failures: 0,
        };
        return { task: DELIVER_EVENT, payload, jobKey: `${consumer}:${contract.type}:${data.id}` };
      }),
    );
  await enqueueAll(manager, publisher.service, deliveries);
}
