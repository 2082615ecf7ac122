import type { ProcessMetrics } from '@app/subgraph-kit/metrics/process-metrics';
import { inSpan, traceHeaders } from '@app/subgraph-kit/tracing/tracer';
import type { TaskList } from 'graphile-worker';
import type { Logger } from 'pino';
import { Counter } from 'prom-client';
import { Webhook } from 'standardwebhooks';
import { request } from 'undici';
import type { EventEnvelope } from './event.js';
import { webhookSecret } from './webhook-secret.js';

/** The job that delivers one event to one consumer. */
export const DELIVER_EVENT = 'deliver-event';

/** Payload of the job. */
export type Delivery = { consumer: string; envelope: EventEnvelope; failures: number };

const LONGEST_PAUSE_MILLISECONDS = 10_000;
const TIMEOUT_MILLISECONDS = 5_000;

/**
 * Delivers events as signed HTTP requests (Standard Webhooks). An unavailable consumer is retried without limit, at
 * least every ten seconds. A consumer that rejects an event (4xx) has found a bug: the job fails, is retried a few
 * times and stays in the queue as a dead letter. Other events are not held up.
 */
export function deliveryTasks(options: {
  /** Base URL of each consumer by its name. */
  consumers: Readonly<Record<string, string>>;
  secret: string;
  log: Logger;
  metrics?: ProcessMetrics;
}): TaskList {
  const webhook = new Webhook(webhookSecret(options.secret));
  const deliveries = options.metrics && deliveryCounter(options.metrics);
  return {
    [DELIVER_EVENT]: async (payload, helpers) => {
      const delivery = payload as Delivery;
      const { consumer, envelope } = delivery;
      const url = options.consumers[consumer];
      if (url === undefined) throw new Error(`The consumer ${consumer} has no URL.`);
      const status = await inSpan(
        { name: `deliver to ${consumer}`, kind: 'CLIENT', attributes: { 'event.type': envelope.type } },
        () => post(`${url}/events`, envelope, webhook),
      );
      const outcome = outcomeOf(status);
      deliveries?.inc({ consumer, outcome });
      if (outcome === 'delivered') return;
      if (outcome === 'rejected') {
        options.log.error(
          { consumer, eventId: envelope.id, requestId: envelope.requestId, status },
          'an event was rejected',
        );
        throw new Error(`${consumer} rejected ${envelope.id} with status ${status}.`);
      }
      const pause = Math.min(250 * 2 ** delivery.failures, LONGEST_PAUSE_MILLISECONDS);
      if (delivery.failures === 3)
        options.log.warn({ consumer, eventId: envelope.id, status }, 'a consumer is unavailable; its events wait');
      // Without a job key: a newer state may wait under the key already, and the consumer keeps the newer one of the
      // two.
      await helpers.addJob(
        DELIVER_EVENT,
        { ...delivery, failures: delivery.failures + 1 },
        { runAt: new Date(Date.now() + pause) },
      );
    },
  };
}

type Outcome = 'delivered' | 'rejected' | 'unavailable';

function outcomeOf(status: number): Outcome {
  if (status >= 200 && status < 300) return 'delivered';
  return status >= 400 && status < 500 && status !== 429 && status !== 408 ? 'rejected' : 'unavailable';
}

function deliveryCounter({ registers }: ProcessMetrics): Counter<'consumer' | 'outcome'> {
  return new Counter({
    name: 'event_deliveries_total',
    help: 'Attempts to deliver an event to a service: delivered, unavailable (tried again) or rejected (stays in the queue).',
    labelNames: ['consumer', 'outcome'],
    registers,
  });
}

async function post(url: string, envelope: EventEnvelope, webhook: Webhook): Promise<number> {
  const body = JSON.stringify(envelope);
  // Transport time, which the receiver compares with its own clock. The body has the business time.
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
        ...traceHeaders(),
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
