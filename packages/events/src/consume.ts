import type { FastifyInstance } from 'fastify';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { z } from 'zod';
import type { EventBody, EventContract } from './event.js';
import { webhookSecret } from './webhook-secret.js';

const envelope = z.object({ type: z.string(), requestId: z.string(), time: z.iso.datetime(), data: z.unknown() });

/** What brought an event about: the request, and when the change happened, which may be long before it is heard. */
export type EventMetadata = { requestId: string; at: Date };

/** What a consumer does with one kind of event; it must end the same for any order and any number of deliveries. */
export type EventHandler = { type: string; handle(data: unknown, cause: EventMetadata): Promise<void> };

/** Ties a contract to what is done with its bodies. */
export function onEvent<Body extends EventBody>(
  contract: EventContract<Body>,
  handle: (body: Body, cause: EventMetadata) => Promise<void>,
): EventHandler {
  return { type: contract.type, handle: async (data, cause) => handle(contract.schema.parse(data), cause) };
}

/**
 * Takes events at `POST /events`: 401 without a valid signature, 422 for a body that breaks its contract,
 * 204 when it is kept, also for kinds this service does not use.
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
          'an event could not be kept',
        );
        return reply.code(503).send();
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
