import { columns, instant, integer, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';

const WEBHOOK_ID = columns({ id: uuid() }, 'webhook');
const CHANGED = columns({ changed: integer('count(*)::integer') });
const SENT_AGAIN = columns({ eventId: uuid() }, 'webhook_delivery');

/**
 * Adds a delivery of the events for each webhook that wants their type, and makes these webhooks due; false when none
 * wants one. A webhook is not sent the event of its own end.
 */
export async function createDeliveries(
  manager: EntityManager,
  eventIds: readonly string[],
  now: Date,
): Promise<boolean> {
  const due = await queryRows(
    manager,
    {
      columns: WEBHOOK_ID,
      text: `WITH added AS (
         INSERT INTO webhook_delivery (webhook_id, event_id, organization_id, type, occurred_at, created_at, sequence, cause,
           state, urgent, due_at)
         SELECT webhook.id, event.id, event.organization_id, event.type, event.occurred_at, event.numbered_at, event.sequence, 'EVENT',
           'WAITING', false, $2::timestamptz
         FROM event JOIN webhook ON webhook.organization_id = event.organization_id
           AND (webhook.types = '{}' OR event.type = ANY (webhook.types))
           AND NOT (event.type = 'webhook.disabled' AND event.subject = webhook.id::text)
         WHERE event.id = ANY ($1)
         ON CONFLICT ON CONSTRAINT webhook_delivery_pk DO NOTHING
         RETURNING webhook_id
       )
       UPDATE webhook SET due_at = least(due_at, $2) WHERE id IN (SELECT webhook_id FROM added) RETURNING ${WEBHOOK_ID}`,
    },
    [eventIds, now],
  );
  return due.length > 0;
}

/** A test event for one webhook. */
export type TestDelivery = {
  readonly webhookId: string;
  readonly eventId: string;
  readonly organizationId: string;
  readonly type: string;
  readonly body: string;
};

/** Adds a delivery of a test, which is sent at once. */
export async function insertTestDelivery(manager: EntityManager, test: TestDelivery, now: Date): Promise<void> {
  await manager.query(
    `INSERT INTO webhook_delivery (webhook_id, event_id, organization_id, type, occurred_at, created_at, sequence, body, cause,
       state, urgent, due_at)
     VALUES ($1, $2, $3, $4, $6, $6, 0, $5, 'TEST', 'WAITING', true, $6)`,
    [test.webhookId, test.eventId, test.organizationId, test.type, test.body, now],
  );
}

/** The instants of the tests of a webhook since another instant, oldest first. */
export async function testsSince(manager: EntityManager, webhookId: string, since: Date): Promise<Date[]> {
  const tests = columns({ createdAt: instant() }, 'webhook_delivery');
  const rows = await queryRows(
    manager,
    {
      columns: tests,
      text: `SELECT ${tests} FROM webhook_delivery
        WHERE webhook_id = $1 AND occurred_at > $2 AND cause = 'TEST' ORDER BY occurred_at`,
    },
    [webhookId, since],
  );
  return rows.map(({ createdAt }) => createdAt);
}

/**
 * Makes an event due for the webhook again, at once when its webhook is active; false when the event is not kept. Types do
 * not matter.
 */
export async function redeliver(
  manager: EntityManager,
  { webhookId, eventId, urgent, keptSince, now }: Redelivery,
): Promise<boolean> {
  const again = await queryRows(
    manager,
    {
      columns: SENT_AGAIN,
      text: `INSERT INTO webhook_delivery (webhook_id, event_id, organization_id, type, occurred_at, created_at, sequence, body,
         cause, state, urgent, due_at)
       SELECT webhook.id, event_id, webhook.organization_id, type, occurred_at, known.created_at, sequence, body, 'REDELIVERY', 'WAITING',
         $3::boolean, $5::timestamptz
       FROM webhook JOIN (
         SELECT id AS event_id, organization_id, type, occurred_at, numbered_at AS created_at, sequence, NULL AS body FROM event
           WHERE id = $2 AND numbered_at >= $4
         UNION ALL
         SELECT event_id, organization_id, type, occurred_at, created_at, sequence, body FROM webhook_delivery
           WHERE webhook_id = $1 AND event_id = $2 AND sequence = 0 AND created_at >= $4
       ) AS known USING (organization_id)
       WHERE webhook.id = $1
       ON CONFLICT ON CONSTRAINT webhook_delivery_pk DO UPDATE SET cause = excluded.cause, state = excluded.state,
         urgent = excluded.urgent, due_at = excluded.due_at, failures = 0, first_tried_at = NULL
       RETURNING ${SENT_AGAIN}`,
    },
    [webhookId, eventId, urgent, keptSince, now],
  );
  return again.length > 0;
}

type Redelivery = {
  readonly webhookId: string;
  readonly eventId: string;
  readonly urgent: boolean;
  readonly keptSince: Date;
  readonly now: Date;
};

/** What is sent again: events of these types (empty: those that the webhook wants) that were numbered in a span of time. */
export type Replay = {
  readonly webhookId: string;
  readonly since: Date;
  readonly until: Date | null;
  readonly types: readonly string[];
  readonly undeliveredOnly: boolean;
};

/** Makes events due for the webhook again; returns their number. */
export async function replay(
  manager: EntityManager,
  { webhookId, since, until, types, undeliveredOnly }: Replay,
  now: Date,
): Promise<number> {
  const statement = {
    columns: CHANGED,
    text: `WITH again AS (
       INSERT INTO webhook_delivery AS delivery (webhook_id, event_id, organization_id, type, occurred_at, created_at, sequence,
         cause, state, urgent, due_at)
       SELECT webhook.id, event.id, event.organization_id, event.type, event.occurred_at, event.numbered_at, event.sequence,
         'REPLAY', 'WAITING', false, $6::timestamptz
       FROM webhook JOIN event ON event.organization_id = webhook.organization_id
       WHERE webhook.id = $1 AND event.numbered_at >= $2
         AND ($3::timestamptz IS NULL OR event.numbered_at < $3)
         AND (event.type = ANY ($4::text[]) OR (cardinality($4::text[]) = 0 AND (webhook.types = '{}' OR event.type = ANY (webhook.types))))
         AND NOT (event.type = 'webhook.disabled' AND event.subject = webhook.id::text)
       ON CONFLICT ON CONSTRAINT webhook_delivery_pk DO UPDATE SET cause = excluded.cause, state = excluded.state,
         due_at = excluded.due_at, failures = 0, first_tried_at = NULL
       WHERE NOT delivery.urgent AND (NOT $5::boolean OR delivery.delivered_at IS NULL)
       RETURNING 1
     )
     SELECT ${CHANGED} FROM again`,
  };
  const values = [webhookId, since, until, types, undeliveredOnly, now];
  const [row] = await queryRows(manager, statement, values);
  return row?.changed ?? 0;
}

/** Makes everything that waits for the webhook due at once, with all its attempts; returns the number. */
export async function releaseWaiting(manager: EntityManager, webhookId: string, now: Date): Promise<number> {
  await manager.query(
    `UPDATE webhook_delivery SET due_at = $2, failures = 0, first_tried_at = NULL
     WHERE webhook_id = $1 AND state = 'WAITING' AND NOT urgent AND (due_at > $2 OR failures > 0)`,
    [webhookId, now],
  );
  return countWaiting(manager, webhookId);
}

/** Gives up everything that waits for the webhook. */
export async function discardWaiting(manager: EntityManager, webhookId: string): Promise<void> {
  await manager.query(
    `UPDATE webhook_delivery SET state = 'GIVEN_UP', due_at = NULL WHERE webhook_id = $1 AND state = 'WAITING' AND NOT urgent`,
    [webhookId],
  );
}

async function countWaiting(manager: EntityManager, webhookId: string): Promise<number> {
  const text = `SELECT ${CHANGED} FROM webhook_delivery WHERE webhook_id = $1 AND state = 'WAITING' AND NOT urgent`;
  const [row] = await queryRows(manager, { columns: CHANGED, text }, [webhookId]);
  return row?.changed ?? 0;
}

/** Makes the webhook due, so that a sender looks at its deliveries. */
export async function makeDue(manager: EntityManager, webhookId: string, now: Date): Promise<void> {
  await manager.query('UPDATE webhook SET due_at = least(due_at, $2) WHERE id = $1', [webhookId, now]);
}

/** Whether a delivery still waits to be sent at once. */
export async function hasUrgentDelivery(
  manager: EntityManager,
  { webhookId, eventId }: { readonly webhookId: string; readonly eventId: string },
): Promise<boolean> {
  const statement = {
    columns: SENT_AGAIN,
    text: `SELECT ${SENT_AGAIN} FROM webhook_delivery WHERE webhook_id = $1 AND event_id = $2 AND urgent AND state = 'WAITING'`,
  };
  return (await queryRows(manager, statement, [webhookId, eventId])).length > 0;
}

/** Deletes deliveries that were added before the instant, with their attempts, up to a limit; returns their number. */
export async function deleteDeliveriesBefore(manager: EntityManager, before: Date, limit: number): Promise<number> {
  const statement = {
    columns: CHANGED,
    text: `WITH deleted AS (
       DELETE FROM webhook_delivery WHERE (webhook_id, event_id) IN (
         SELECT webhook_id, event_id FROM webhook_delivery WHERE created_at < $1 LIMIT $2) RETURNING 1
     )
     SELECT ${CHANGED} FROM deleted`,
  };
  const [row] = await queryRows(manager, statement, [before, limit]);
  return row?.changed ?? 0;
}
