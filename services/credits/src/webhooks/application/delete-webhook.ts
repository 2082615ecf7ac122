import type { Caller } from '@app/subgraph-kit/callers/caller';
import { tenantScopeOf } from '@app/subgraph-kit/database/tenant-scope';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { allowLongStatements } from '../../values/store/long-statements.js';
import { deleteWebhook as remove } from '../store/webhook.store.js';
import type { WebhookDependencies } from './webhook-services.js';

/** Deletes a webhook with its deliveries; false when there is none for the caller. */
export async function deleteWebhook(
  { dataSource }: WebhookDependencies,
  { caller, webhookId }: { readonly caller: Caller; readonly webhookId: string },
): Promise<boolean> {
  return inTransaction(dataSource, tenantScopeOf(caller), async (manager) => {
    await allowLongStatements(manager);
    return remove(manager, webhookId);
  });
}
