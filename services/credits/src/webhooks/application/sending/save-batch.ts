import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../../dependencies.js';
import { recordEvent } from '../../../events/store/event.store.js';
import type { AttemptOutcome } from '../../domain/delivery.js';
import type { DisabledReason } from '../../domain/webhook.js';
import { healthAfter, isProbing, type WebhookHealth } from '../../domain/webhook-health.js';
import type { Receiver } from '../../store/claim.store.js';
import {
  bringForward,
  disableWebhook,
  endLease,
  lockCondition,
  saveHealth,
  saveResults,
  type WebhookCondition,
} from '../../store/result.store.js';
import type { BatchResults } from './send-batch.js';

/** The results of a batch, or of one delivery that was sent beside the batches. */
export type SentBatch = BatchResults & {
  readonly receiver: Pick<Receiver, 'id' | 'version' | 'failuresInRow'>;
  /** Null for a delivery that was sent without a lease of its webhook. */
  readonly lease: string | null;
};

/**
 * Stores the results of a batch and the health of the webhook, and ends the lease, in one transaction. A webhook that was
 * changed meanwhile keeps its health, because the answers came from before the change. Returns the reason for which the
 * webhook was disabled; the other webhooks of its organization get an event.
 */
export async function saveBatch(
  { dataSource, clock }: Pick<Dependencies, 'dataSource' | 'clock'>,
  { receiver, results, outcomes, lease }: SentBatch,
  chance: () => number,
): Promise<DisabledReason | null> {
  return inTransaction(dataSource, 'every-organization', async (manager) => {
    const condition = await lockCondition(manager, receiver.id);
    if (condition === undefined) return null;
    if (results.length > 0) await saveResults(manager, receiver.id, results);
    const unchanged = condition.state === 'ACTIVE' && condition.version === receiver.version;
    const { health, disabled } = unchanged
      ? healthAfterAll(condition, outcomes, { wasProbing: isProbing(receiver), chance })
      : { health: condition, disabled: null };
    await saveHealth(manager, receiver.id, health, lastAccepted(outcomes));
    if (isProbing(condition) && !isProbing(health)) await bringForward(manager, receiver.id, clock.now());
    if (disabled !== null) await disable(manager, receiver.id, condition, { reason: disabled, now: clock.now() });
    await endLease(manager, receiver.id, lease);
    return disabled;
  });
}

function healthAfterAll(
  before: WebhookHealth,
  outcomes: readonly AttemptOutcome[],
  { wasProbing, chance }: { readonly wasProbing: boolean; readonly chance: () => number },
): ReturnType<typeof healthAfter> {
  let after: ReturnType<typeof healthAfter> = { health: before, disabled: null };
  for (const outcome of outcomes) {
    const { health, disabled } = healthAfter(after.health, outcome, { wasProbing, chance: chance() });
    after = { health, disabled: after.disabled ?? disabled };
  }
  return after;
}

function lastAccepted(outcomes: readonly AttemptOutcome[]): Date | null {
  return outcomes.findLast(({ problem }) => problem === null)?.at ?? null;
}

async function disable(
  manager: EntityManager,
  webhookId: string,
  { organizationId, version }: WebhookCondition,
  { reason, now }: { reason: DisabledReason; now: Date },
): Promise<void> {
  await disableWebhook(manager, webhookId, { reason, now });
  await recordEvent(manager, {
    type: 'webhook.disabled',
    organizationId,
    subject: webhookId,
    subjectVersion: version + 1,
    occurredAt: now,
    data: { webhookId, reason, disabledAt: now.toISOString() },
  });
}
