import type { TaskList } from 'graphile-worker';
import type { Logger } from 'pino';
import { Webhook } from 'standardwebhooks';
import { request } from 'undici';
import type { EventEnvelope } from './event.js';
import { webhookSecret } from './webhook-secret.js';

/** The job that brings one event to one consumer. */
export const DELIVER_EVENT = 'deliver-event';

/** What the job carries. */
export type Delivery = { consumer: string; envelope: EventEnvelope; failures: number };

const LONGEST_PAUSE_MILLISECONDS = 10_000;
const TIMEOUT_MILLISECONDS = 5_000;

/**
 * The delivery of events as signed HTTP posts (Standard Webhooks). A consumer that is away is tried again for ever,
 * at the latest every ten seconds; one that refuses an event (4xx) has met a fault of ours: the job fails, is tried
 * a few times more and then stays in the queue as a dead letter, while others flow.
 */
export function deliveryTasks(options: {
  /** Base addresses of the consumers by name. */
  consumers: Readonly<Record<string, string>>;
  secret: string;
  log: Logger;
}): TaskList {
  const webhook = new Webhook(webhookSecret(options.secret));
  return {
    [DELIVER_EVENT]: async (payload, helpers) => {
      const delivery = payload as Delivery;
      const { consumer, envelope } = delivery;
      const url = options.consumers[consumer];
      if (url === undefined) throw new Error(`There is no address for the consumer ${consumer}.`);
      const status = await post(`${url}/events`, envelope, webhook);
      if (status >= 200 && status < 300) return;
      if (status >= 400 && status < 500 && status !== 429 && status !== 408) {
        options.log.error(
          { consumer, eventId: envelope.id, requestId: envelope.requestId, status },
          'an event was refused',
        );
        throw new Error(`${consumer} refused ${envelope.id} with status ${status}.`);
      }
      const pause = Math.min(250 * 2 ** delivery.failures, LONGEST_PAUSE_MILLISECONDS);
      if (delivery.failures === 3)
        options.log.warn({ consumer, eventId: envelope.id, status }, 'a consumer does not answer; its events wait');
      // Without a job key: a newer state may already wait under it, and the consumer keeps the newest of both.
      await helpers.addJob(
        DELIVER_EVENT,
        { ...delivery, failures: delivery.failures + 1 },
        { runAt: new Date(Date.now() + pause) },
      );
    },
  };
}

async function post(url: string, envelope: EventEnvelope, webhook: Webhook): Promise<number> {
  const body = JSON.stringify(envelope);
  // The time of the transport, which the receiver compares with its own; business instants stand in the body.
  const at = new Date();
  try {
    const response = await request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/cloudevents+json',
        'webhook-id': envelope.id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': webhook.sign(envelope.id, at, body),
        'x-request-id': envelope.requestId,
      },
      body,
      headersTimeout: TIMEOUT_MILLISECONDS,
      bodyTimeout: TIMEOUT_MILLISECONDS,
    });
    await response.body.dump();
    return response.statusCode;
  } catch {
    return 503;
  }
}
