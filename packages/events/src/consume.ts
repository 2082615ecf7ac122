import { retryLater } from '@app/subgraph-kit/processes/retry-later';
import type { FastifyInstance } from 'fastify';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { z } from 'zod';
import type { EventBody, EventContract, EventMetadata } from './event.js';
import { webhookSecret } from './webhook-secret.js';

const envelope = z.object({ type: z.string(), requestId: z.string(), time: z.iso.datetime(), data: z.unknown() });

/** Applies one type of event. The result must be the same for any order and any number of deliveries. */
export type EventHandler = { type: string; handle(data: unknown, metadata: EventMetadata): Promise<void> };

/** Binds a handler to the contract of its events. */
export function onEvent<Body extends EventBody>(
  contract: EventContract<Body>,
  handle: (body: Body, metadata: EventMetadata) => Promise<void>,
): EventHandler {
  return { type: contract.type, handle: async (data, metadata) => handle(contract.schema.parse(data), metadata) };
}

/**
 * Accepts events at `POST /events`. Answers 401 without a valid signature, 422 for a body that breaks its contract, 503
 * when the handler fails, 204 otherwise, also for types without a handler.
 */
export async function consumeEvents(
  app: FastifyInstance,
  options: { secret: string; handlers: readonly EventHandler[] },
): Promise<void> {
  const webhook = new Webhook(webhookSecret(options.secret));
  const handlers = new Map(options.handlers.map((handler) => [handler.type, handler]));
  await app.register(async (scope) => {
    scope.addContentTypeParser('application/cloudevents+json', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    );
    scope.post('/events', { config: { open: true } }, async (request, reply) => {
      let event: z.output<typeof envelope>;
      try {
        event = envelope.parse(webhook.verify(String(request.body), headersOf(request.headers)));
      } catch (error) {
        return reply.code(error instanceof WebhookVerificationError ? 401 : 422).send();
      }
      try {
        await handlers.get(event.type)?.handle(event.data, {
          requestId: event.requestId,
          at: new Date(event.time),
        });
      } catch (error) {
        if (error instanceof z.ZodError) return reply.code(422).send();
        request.log.error(
          { requestId: event.requestId, eventType: event.type, err: { message: (error as Error).message } },
          'an event could not be applied',
        );
        return retryLater(reply, 503).send();
      }
      return reply.code(204).send();
    });
  });
}

function headersOf(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, String(headers[name] ?? '')]),
  );
}
