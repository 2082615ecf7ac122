import type { Caller } from '@app/subgraph-kit/callers/caller';
import { withIdempotency } from '@app/subgraph-kit/database/idempotency';
import { tenantScopeOf } from '@app/subgraph-kit/database/tenant-scope';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { keptSince } from '../../events/domain/retention.js';
import { allowLongStatements } from '../../values/store/long-statements.js';
import { makeDue, type Replay, replay } from '../store/delivery.store.js';
import { wakeSenders } from '../store/wake.store.js';
import { lockWebhook, type Webhook } from '../store/webhook.store.js';
import type { WebhookDependencies } from './webhook-services.js';

export type ReplayWebhookCommand = Replay & { readonly caller: Caller; readonly idempotencyKey: string | null };

export type ReplayWebhookOutcome =
  | { readonly kind: 'replayed'; readonly webhook: Webhook; readonly events: number }
  | Exclude<Answer, { kind: 'replayed' }>;

type Answer =
  | { readonly kind: 'replayed'; readonly events: number }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'not-kept'; readonly keptSince: string };

/** Sends what entered the event log in a span of time again, oldest first, with the ids of the events. */
export async function replayWebhook(
  { dataSource, clock }: WebhookDependencies,
  { caller, idempotencyKey, ...input }: ReplayWebhookCommand,
): Promise<ReplayWebhookOutcome> {
  return inTransaction(dataSource, tenantScopeOf(caller), async (manager) => {
    await allowLongStatements(manager);
    const request = { caller, operation: 'replayWebhook', key: idempotencyKey, input, clock };
    const answer = await withIdempotency<Answer>(manager, request, async () => {
      const now = clock.now();
      const since = keptSince(now);
      if ((await lockWebhook(manager, input.webhookId)) === undefined)
        return { answer: { kind: 'not-found' }, keep: false };
      if (input.since < since) return { answer: { kind: 'not-kept', keptSince: since.toISOString() }, keep: false };
      const events = await replay(manager, input, now);
      await makeDue(manager, input.webhookId, now);
      await wakeSenders(manager);
      return { answer: { kind: 'replayed', events }, keep: true };
    });
    if (answer.kind !== 'replayed') return answer;
    const webhook = await lockWebhook(manager, input.webhookId);
    return webhook === undefined ? { kind: 'not-found' } : { ...answer, webhook };
  });
}
