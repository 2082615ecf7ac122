import type { Caller } from '@app/subgraph-kit/callers/caller';
import { tenantScopeOf } from '@app/subgraph-kit/database/tenant-scope';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import { allowLongStatements } from '../../values/store/long-statements.js';
import { discardWaiting, releaseWaiting } from '../store/delivery.store.js';
import { wakeSenders } from '../store/wake.store.js';
import { activateWebhook, lockWebhook, type Webhook } from '../store/webhook.store.js';
import { type AddressCheck, checkAddress } from './check-address.js';
import type { WebhookDependencies } from './webhook-services.js';

export type ResumeWebhookCommand = {
  readonly caller: Caller;
  readonly webhookId: string;
  /** What becomes of the events that were held. */
  readonly heldEvents: 'SEND' | 'DISCARD';
};

export type ResumeWebhookOutcome =
  | { readonly kind: 'resumed'; readonly webhook: Webhook; readonly released: number }
  | { readonly kind: 'not-found' }
  | Exclude<AddressCheck, { kind: 'allowed' | 'no-address' }>;

/**
 * Makes a paused or disabled webhook active, if its address is still allowed. An active one is sent at once what waits
 * for its next attempt.
 */
export async function resumeWebhook(
  deps: WebhookDependencies,
  { caller, webhookId, heldEvents }: ResumeWebhookCommand,
): Promise<ResumeWebhookOutcome> {
  const { dataSource, webhooks } = deps;
  const scope = tenantScopeOf(caller);
  const before = await inTransaction(dataSource, scope, (manager) => lockWebhook(manager, webhookId));
  if (before === undefined) return { kind: 'not-found' };
  const address = await checkAddress(before.url, webhooks);
  if (address.kind !== 'allowed')
    return { kind: 'address-problem', problem: 'problem' in address ? address.problem : 'NOT_HTTPS' };
  return inTransaction(dataSource, scope, async (manager) => {
    const webhook = await lockWebhook(manager, webhookId);
    return webhook === undefined ? { kind: 'not-found' } : resume(manager, deps, webhook, heldEvents);
  });
}

async function resume(
  manager: EntityManager,
  { clock }: WebhookDependencies,
  { id, state }: Webhook,
  heldEvents: ResumeWebhookCommand['heldEvents'],
): Promise<ResumeWebhookOutcome> {
  const now = clock.now();
  await allowLongStatements(manager);
  if (heldEvents === 'DISCARD' && state !== 'ACTIVE') await discardWaiting(manager, id);
  const released = await releaseWaiting(manager, id, now);
  const webhook = await activateWebhook(manager, { id, now });
  await wakeSenders(manager);
  return { kind: 'resumed', webhook, released };
}
