import type { Caller } from '@app/subgraph-kit/callers/caller';
import { tenantScopeOf } from '@app/subgraph-kit/database/tenant-scope';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { lockWebhook, updateWebhook as update, type Webhook } from '../store/webhook.store.js';
import { type AddressCheck, checkAddress } from './check-address.js';
import { ADDRESS_FORM, type InvalidInput, invalidInput, parseLabel, parseTypes } from './webhook-input.js';
import type { WebhookDependencies } from './webhook-services.js';

export type UpdateWebhookCommand = {
  readonly caller: Caller;
  readonly webhookId: string;
  /** Null leaves a value as it is. */
  readonly url: string | null;
  readonly label: string | null;
  readonly types: readonly string[] | null;
};

export type UpdateWebhookOutcome =
  | { readonly kind: 'updated'; readonly webhook: Webhook }
  | { readonly kind: 'not-found' }
  | Exclude<AddressCheck, { kind: 'allowed' | 'no-address' }>
  | InvalidInput;

/** Changes a webhook. What waits is sent to a new address, too. */
export async function updateWebhook(
  { dataSource, clock, webhooks }: WebhookDependencies,
  { caller, webhookId, ...input }: UpdateWebhookCommand,
): Promise<UpdateWebhookOutcome> {
  const label = input.label === null ? null : parseLabel(input.label);
  const address = input.url === null ? null : await checkAddress(input.url, webhooks);
  return inTransaction(dataSource, tenantScopeOf(caller), async (manager) => {
    const webhook = await lockWebhook(manager, webhookId);
    if (webhook === undefined) return { kind: 'not-found' };
    if (label !== null && typeof label !== 'string') return label;
    if (address?.kind === 'no-address') return invalidInput('url', ADDRESS_FORM);
    if (address?.kind === 'address-problem') return address;
    const changes = {
      url: address?.url ?? webhook.url,
      label: label ?? webhook.label,
      types: input.types === null ? webhook.types : parseTypes(input.types),
    };
    return { kind: 'updated', webhook: await update(manager, { id: webhook.id, ...changes, now: clock.now() }) };
  });
}
