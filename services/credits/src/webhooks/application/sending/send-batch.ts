import { type AttemptOutcome, causeOfAttempt } from '../../domain/delivery.js';
import { progressAfter } from '../../domain/delivery-progress.js';
import { healthAfter, isProbing, type WebhookHealth } from '../../domain/webhook-health.js';
import type { ClaimedDelivery, Receiver } from '../../store/claim.store.js';
import type { DeliveryResult } from '../../store/result.store.js';
import type { SecretSeal } from '../sealed-secret.js';
import { signedHeaders } from './sign-event.js';
import { type WebhookClient, WebhookRequestCanceled } from './webhook-client.js';

/** Requests to one webhook at the same time. */
const MOST_REQUESTS = 4;

/** For so long a batch begins requests; then its results are stored, and the next batch sees what has changed. */
const BATCH_MILLISECONDS = 2_000;

/** What sending needs. */
export type Sending = {
  readonly client: WebhookClient;
  readonly seal: SecretSeal;
  readonly now: () => Date;
  /** A random number from 0 to 1, which varies the pauses. */
  readonly chance: () => number;
  /** Ends the batch: running requests are canceled. */
  readonly signal: AbortSignal;
};

/** The results of a batch in the order in which the answers came. */
export type BatchResults = {
  readonly results: readonly DeliveryResult[];
  readonly outcomes: readonly AttemptOutcome[];
};

/**
 * Sends deliveries of one webhook, a few at a time, until they are sent, the time of the batch is over, or the answers ask
 * for a pause. Deliveries that were not begun have no result.
 */
export async function sendBatch(
  receiver: Receiver,
  deliveries: readonly ClaimedDelivery[],
  sending: Sending,
): Promise<BatchResults> {
  const secrets = validSecrets(receiver, sending);
  const waiting = [...deliveries];
  const results: DeliveryResult[] = [];
  const outcomes: AttemptOutcome[] = [];
  const ends = performance.now() + BATCH_MILLISECONDS;
  let health: WebhookHealth = receiver;

  const sendNext = async (): Promise<void> => {
    const delivery = waiting.shift();
    if (delivery === undefined || performance.now() > ends || sending.signal.aborted) return undefined;
    const outcome = await attempt(receiver.url, delivery, secrets, sending);
    if (outcome === undefined) {
      results.push(expired(delivery));
    } else {
      const after = healthAfter(health, outcome, { wasProbing: isProbing(receiver), chance: sending.chance() });
      health = after.health;
      outcomes.push(outcome);
      results.push({
        eventId: delivery.eventId,
        ...progressAfter(delivery, outcome, sending.chance()),
        attempt: { ...outcome, cause: causeOfAttempt(delivery.cause, delivery.failures) },
      });
      if (after.disabled !== null || isProbing(health) || health.notBefore !== null) waiting.length = 0;
    }
    return sendNext();
  };
  const lanes = await Promise.allSettled(Array.from({ length: MOST_REQUESTS }, sendNext));
  const failure = lanes.find((lane) => lane.status === 'rejected' && !(lane.reason instanceof WebhookRequestCanceled));
  if (failure?.status === 'rejected') throw failure.reason;
  return { results, outcomes };
}

/** The outcome of one request; undefined when the event is no longer kept. */
async function attempt(
  url: string,
  { eventId, body }: ClaimedDelivery,
  secrets: readonly string[],
  { client, now, signal }: Sending,
): Promise<AttemptOutcome | undefined> {
  if (body === null) return undefined;
  const headers = signedHeaders({ eventId, body, secrets }, new Date());
  const answer = await client.post({ url, headers, body, signal });
  return { ...answer, at: now() };
}

/** The newest secret first, then the one before it while that is valid. */
function validSecrets(
  { id, secret, previousSecret, previousSecretValidUntil }: Receiver,
  { seal, now }: Sending,
): readonly string[] {
  const previous = previousSecretValidUntil !== null && previousSecretValidUntil > now() ? previousSecret : null;
  return [secret, previous].filter((sealed) => sealed !== null).map((sealed) => seal.open(sealed, id));
}

function expired({ eventId, failures }: ClaimedDelivery): DeliveryResult {
  return { eventId, state: 'GIVEN_UP', dueAt: null, failures, attempt: null };
}
