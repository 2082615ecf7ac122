import { columns, instant, integer, nullable, oneOf, type RowOf, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { AttemptCause, AttemptOutcome, StoredDeliveryState } from '../domain/delivery.js';
import type { DisabledReason, WebhookState } from '../domain/webhook.js';
import type { WebhookHealth } from '../domain/webhook-health.js';

/** The state of a delivery after an attempt. */
export type DeliveryResult = {
  readonly eventId: string;
  readonly state: StoredDeliveryState;
  readonly dueAt: Date | null;
  readonly failures: number;
  /** Null when the event was no longer kept: nothing was sent. */
  readonly attempt: (AttemptOutcome & { readonly cause: AttemptCause }) | null;
};

const RESULT = `json_to_recordset($2::json) AS result (event_id uuid, state text, due_at timestamptz, failures smallint,
  at timestamptz, cause text, status smallint, problem text, milliseconds integer, answer text)`;

/** Stores the results of a batch of one webhook in one statement. Deliveries that were deleted meanwhile are skipped. */
export async function saveResults(
  manager: EntityManager,
  webhookId: string,
  results: readonly DeliveryResult[],
): Promise<void> {
  const rows = results.map(({ eventId, state, dueAt, failures, attempt }) => ({
    event_id: eventId,
    state,
    due_at: dueAt,
    failures,
    ...attempt,
  }));
  await manager.query(
    `WITH saved AS (
       UPDATE webhook_delivery AS delivery SET state = result.state, due_at = result.due_at, failures = result.failures,
         urgent = false, first_tried_at = coalesce(delivery.first_tried_at, result.at),
         delivered_at = CASE WHEN result.state = 'DELIVERED' THEN result.at ELSE delivery.delivered_at END,
         attempt_count = delivery.attempt_count + (result.at IS NOT NULL)::integer
       FROM ${RESULT}
       WHERE delivery.webhook_id = $1 AND delivery.event_id = result.event_id
       RETURNING delivery.organization_id, delivery.attempt_count, result.*
     )
     INSERT INTO webhook_attempt
       (webhook_id, event_id, number, organization_id, at, cause, status, problem, milliseconds, answer)
     SELECT $1, event_id, attempt_count, organization_id, at, cause, status, problem, milliseconds, answer
     FROM saved WHERE at IS NOT NULL`,
    [webhookId, JSON.stringify(rows)],
  );
}

const CONDITION = columns(
  {
    organizationId: uuid(),
    state: oneOf<WebhookState>(),
    version: integer(),
    failuresInRow: integer(),
    failingSince: nullable(instant()),
    notBefore: nullable(instant()),
  },
  'webhook',
);

/** The state and the health of a webhook. */
export type WebhookCondition = RowOf<typeof CONDITION>;

/** Locks the webhook for its new health; undefined when it was deleted. */
export async function lockCondition(manager: EntityManager, webhookId: string): Promise<WebhookCondition | undefined> {
  const text = `SELECT ${CONDITION} FROM webhook WHERE id = $1 FOR UPDATE`;
  const [condition] = await queryRows(manager, { columns: CONDITION, text }, [webhookId]);
  return condition;
}

/** Stores the health of a webhook, and when it last accepted an event. */
export async function saveHealth(
  manager: EntityManager,
  webhookId: string,
  { failuresInRow, failingSince, notBefore }: WebhookHealth,
  deliveredAt: Date | null,
): Promise<void> {
  await manager.query(
    `UPDATE webhook SET failures_in_row = $2, failing_since = $3, not_before = $4,
       last_delivered_at = greatest(last_delivered_at, $5) WHERE id = $1`,
    [webhookId, failuresInRow, failingSince, notBefore, deliveredAt],
  );
}

/** Disables a webhook; its deliveries are held. */
export async function disableWebhook(
  manager: EntityManager,
  webhookId: string,
  { reason, now }: { reason: DisabledReason; now: Date },
): Promise<void> {
  await manager.query(
    `UPDATE webhook SET state = 'DISABLED', disabled_reason = $2, state_since = $3, updated_at = $3, version = version + 1
     WHERE id = $1`,
    [webhookId, reason, now],
  );
}

/** A receiver that accepts events again gets at once what it rejected before. */
export async function bringForward(manager: EntityManager, webhookId: string, now: Date): Promise<void> {
  await manager.query(
    `UPDATE webhook_delivery SET due_at = $2 WHERE webhook_id = $1 AND state = 'WAITING' AND NOT urgent AND due_at > $2`,
    [webhookId, now],
  );
}

/**
 * Makes the webhook due for the first of its waiting deliveries and ends the lease. The row must be locked by an earlier
 * statement: then this one sees every delivery whose transaction made the webhook due.
 */
export async function endLease(manager: EntityManager, webhookId: string, lease: string | null): Promise<void> {
  const firstOf = (replayed: boolean) => `(
    SELECT due_at FROM webhook_delivery AS delivery
    WHERE delivery.webhook_id = webhook.id AND replayed = ${replayed}
      AND delivery.state = 'WAITING' AND NOT urgent
    ORDER BY due_at LIMIT 1)`;
  await manager.query(
    `UPDATE webhook SET
       due_at = CASE WHEN coalesce(first_event, first_replay) IS NOT NULL
         THEN greatest(least(first_event, first_replay), not_before) END,
       lease = CASE WHEN lease = $2::uuid THEN NULL ELSE lease END,
       leased_until = CASE WHEN lease = $2::uuid THEN NULL ELSE leased_until END
     FROM (SELECT webhook.id, ${firstOf(false)} AS first_event, ${firstOf(true)} AS first_replay
       FROM webhook WHERE id = $1) AS waiting
     WHERE webhook.id = waiting.id`,
    [webhookId, lease],
  );
}
