import { randomUUID } from 'node:crypto';
import type { PartnerEventType } from '@app/events/partner/partner-events';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { tenantScopeOf } from '@app/subgraph-kit/database/tenant-scope';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { MOST_TESTS_A_MINUTE } from '../domain/webhook.js';
import { insertTestDelivery, testsSince } from '../store/delivery.store.js';
import { wakeSenders } from '../store/wake.store.js';
import { lockWebhook } from '../store/webhook.store.js';
import { bodyOfTest } from './test-event.js';
import { waitForAttempt } from './wait-for-attempt.js';
import type { WebhookDependencies } from './webhook-services.js';

export type SendTestEventOutcome =
  | { readonly kind: 'sent'; readonly webhookId: string; readonly eventId: string }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'too-many'; readonly retryAfterSeconds: number };

const MINUTE = 60_000;

/** Sends a test at once and once, in any state of the webhook, and waits for its answer as long as the caller can. */
export async function sendTestEvent(
  deps: WebhookDependencies,
  { caller, webhookId, type }: { readonly caller: Caller; readonly webhookId: string; readonly type: PartnerEventType },
): Promise<SendTestEventOutcome> {
  const { dataSource, clock } = deps;
  const scope = tenantScopeOf(caller);
  const outcome = await inTransaction(dataSource, scope, async (manager): Promise<SendTestEventOutcome> => {
    const webhook = await lockWebhook(manager, webhookId);
    if (webhook === undefined) return { kind: 'not-found' };
    const at = clock.now();
    const tests = await testsSince(manager, webhookId, new Date(at.getTime() - MINUTE));
    const [oldest] = tests.slice(-MOST_TESTS_A_MINUTE);
    if (tests.length >= MOST_TESTS_A_MINUTE && oldest !== undefined)
      return { kind: 'too-many', retryAfterSeconds: Math.ceil((oldest.getTime() + MINUTE - at.getTime()) / 1_000) };
    const test = { webhookId, organizationId: webhook.organizationId, eventId: randomUUID(), type };
    await insertTestDelivery(manager, { ...test, body: bodyOfTest({ ...test, at }) }, at);
    await wakeSenders(manager);
    return { kind: 'sent', webhookId, eventId: test.eventId };
  });
  if (outcome.kind === 'sent') await waitForAttempt(deps, scope, outcome);
  return outcome;
}
