import { createHmac, randomBytes } from 'node:crypto';
import { eventIdOf } from '../../../events/domain/event-id.js';
import { keyOf } from '../webhook-secret.js';

/** The headers of a request (Standard Webhooks 1.0), with a signature for each secret that is valid at the moment. */
export function signedHeaders(
  { eventId, body, secrets }: { readonly eventId: string; readonly body: string; readonly secrets: readonly string[] },
  /** The transport time, which the receiver compares with its own clock. */
  at: Date,
): Record<string, string> {
  const id = eventIdOf(eventId);
  const timestamp = Math.floor(at.getTime() / 1_000).toString();
  const sign = (secret: string) =>
    `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  return {
    'content-type': 'application/json',
    'user-agent': 'SkillLink-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map(sign).join(' '),
    // All attempts for one event are one trace.
    traceparent: `00-${eventId.replaceAll('-', '')}-${randomBytes(8).toString('hex')}-00`,
  };
}
