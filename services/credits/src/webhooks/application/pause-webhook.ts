import type { Caller } from '@app/subgraph-kit/callers/caller';
import { tenantScopeOf } from '@app/subgraph-kit/database/tenant-scope';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { lockWebhook, pauseWebhook as pause, type Webhook } from '../store/webhook.store.js';
import type { WebhookDependencies } from './webhook-services.js';

/** Pauses a webhook; a paused one stays as it is. Null when there is none for the caller. */
export async function pauseWebhook(
  { dataSource, clock }: WebhookDependencies,
  { caller, webhookId }: { readonly caller: Caller; readonly webhookId: string },
): Promise<Webhook | null> {
  return inTransaction(dataSource, tenantScopeOf(caller), async (manager) => {
    const webhook = await lockWebhook(manager, webhookId);
    if (webhook === undefined) return null;
    return webhook.state === 'PAUSED' ? webhook : pause(manager, { id: webhook.id, now: clock.now() });
  });
}
