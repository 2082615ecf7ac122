import type { Caller } from '@app/subgraph-kit/callers/caller';
import { withIdempotency } from '@app/subgraph-kit/database/idempotency';
import { tenantScopeOf } from '@app/subgraph-kit/database/tenant-scope';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { parseEventId } from '../../events/domain/event-id.js';
import { keptSince } from '../../events/domain/retention.js';
import { makeDue, redeliver } from '../store/delivery.store.js';
import { wakeSenders } from '../store/wake.store.js';
import { lockWebhook } from '../store/webhook.store.js';
import { waitForAttempt } from './wait-for-attempt.js';
import type { WebhookDependencies } from './webhook-services.js';

export type RedeliverEventCommand = {
  readonly caller: Caller;
  readonly webhookId: string;
  /** As in the API: `evt_` and 32 hexadecimal digits. */
  readonly eventId: string;
  readonly idempotencyKey: string | null;
};

export type RedeliverEventOutcome =
  | { readonly kind: 'redelivered'; readonly webhookId: string; readonly eventId: string }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'not-kept'; readonly keptSince: string };

/** Sends an event to a webhook again, at once. While the webhook is paused or disabled it is held. */
export async function redeliverEvent(
  deps: WebhookDependencies,
  { caller, idempotencyKey, ...input }: RedeliverEventCommand,
): Promise<RedeliverEventOutcome> {
  const { dataSource, clock } = deps;
  const { webhookId } = input;
  const eventId = parseEventId(input.eventId);
  const scope = tenantScopeOf(caller);
  const outcome = await inTransaction(dataSource, scope, async (manager) => {
    const request = { caller, operation: 'redeliverEvent', key: idempotencyKey, input, clock };
    return withIdempotency<RedeliverEventOutcome>(manager, request, async () => {
      const webhook = await lockWebhook(manager, webhookId);
      if (webhook === undefined) return { answer: { kind: 'not-found' }, keep: false };
      const now = clock.now();
      const since = keptSince(now);
      const again = { webhookId, urgent: webhook.state === 'ACTIVE', keptSince: since, now };
      if (eventId === undefined || !(await redeliver(manager, { ...again, eventId })))
        return { answer: { kind: 'not-kept', keptSince: since.toISOString() }, keep: false };
      await makeDue(manager, webhookId, now);
      await wakeSenders(manager);
      return { answer: { kind: 'redelivered', webhookId, eventId }, keep: true };
    });
  });
  if (outcome.kind === 'redelivered') await waitForAttempt(deps, scope, outcome);
  return outcome;
}
