import {
  bytes,
  columns,
  instant,
  integer,
  nullable,
  oneOf,
  type RowOf,
  text,
  uuid,
} from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { DeliveryCause } from '../domain/delivery.js';

/** What a sender needs of a webhook. */
const RECEIVER = columns(
  {
    id: uuid(),
    version: integer(),
    url: text(),
    secret: bytes(),
    previousSecret: nullable(bytes()),
    previousSecretValidUntil: nullable(instant()),
    failuresInRow: integer(),
    failingSince: nullable(instant()),
    notBefore: nullable(instant()),
  },
  'webhook',
);
export type Receiver = RowOf<typeof RECEIVER>;

const CLAIMED = columns(
  {
    webhookId: uuid(),
    eventId: uuid(),
    cause: oneOf<DeliveryCause>(),
    failures: integer(),
    firstTriedAt: nullable(instant()),
    // Null when the event is no longer kept.
    body: nullable(text('coalesce(delivery.body, event.body)')),
  },
  'delivery',
);
export type ClaimedDelivery = RowOf<typeof CLAIMED>;

/** A sender holds webhooks until the lease ends, also when it is killed; while it sends it renews the lease. */
export type Lease = { readonly id: string; readonly until: Date };

/** Leases webhooks that are due, those that wait longest first. Two senders never have the same one. */
export async function leaseWebhooks(
  manager: EntityManager,
  { lease, now, limit }: { lease: Lease; now: Date; limit: number },
): Promise<Receiver[]> {
  const statement = {
    columns: RECEIVER,
    text: `UPDATE webhook SET lease = $1, leased_until = $2
      WHERE id IN (
        SELECT id FROM webhook
        WHERE state = 'ACTIVE' AND due_at <= $3 AND (not_before IS NULL OR not_before <= $3)
          AND (leased_until IS NULL OR leased_until <= $3)
        ORDER BY due_at LIMIT $4 FOR UPDATE SKIP LOCKED)
      RETURNING ${RECEIVER}`,
  };
  return queryRows(manager, statement, [lease.id, lease.until, now, limit]);
}

/** The next due deliveries of leased webhooks, up to a number for each: events before replays, both in their order. */
export async function dueDeliveries(
  manager: EntityManager,
  wanted: readonly { readonly webhookId: string; readonly limit: number }[],
  now: Date,
): Promise<ClaimedDelivery[]> {
  const dueOf = (replayed: boolean) => `(
    SELECT * FROM webhook_delivery
    WHERE webhook_id = wanted.webhook_id AND replayed = ${replayed} AND due_at <= $3
      AND state = 'WAITING' AND NOT urgent
    ORDER BY due_at, sequence LIMIT wanted.most)`;
  const statement = {
    columns: CLAIMED,
    text: `SELECT ${CLAIMED} FROM unnest($1::uuid[], $2::integer[]) AS wanted (webhook_id, most)
      CROSS JOIN LATERAL (
        SELECT * FROM (${dueOf(false)} UNION ALL ${dueOf(true)}) AS due
        ORDER BY replayed, due_at, sequence LIMIT wanted.most
      ) AS delivery
      LEFT JOIN event ON event.id = delivery.event_id
      ORDER BY delivery.replayed, delivery.due_at, delivery.sequence`,
  };
  const values = [wanted.map(({ webhookId }) => webhookId), wanted.map(({ limit }) => limit), now];
  return queryRows(manager, statement, values);
}

/** Claims deliveries to be sent at once: until the lease ends no other sender sees them. */
export async function claimUrgentDeliveries(
  manager: EntityManager,
  { lease, now, limit }: { lease: Lease; now: Date; limit: number },
): Promise<ClaimedDelivery[]> {
  const statement = {
    columns: CLAIMED,
    text: `WITH claimed AS (
        UPDATE webhook_delivery SET due_at = $1
        WHERE (webhook_id, event_id) IN (
          SELECT webhook_id, event_id FROM webhook_delivery WHERE urgent AND state = 'WAITING' AND due_at <= $2
          ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
        RETURNING *
      )
      SELECT ${CLAIMED} FROM claimed AS delivery LEFT JOIN event ON event.id = delivery.event_id`,
  };
  return queryRows(manager, statement, [lease.until, now, limit]);
}

/** Moves the ends of leases, and of the claims of deliveries that are sent at once. What has ended meanwhile stays so. */
export async function renewLeases(
  manager: EntityManager,
  held: { readonly leases: readonly string[]; readonly urgent: readonly ClaimedDelivery[] },
  until: Date,
): Promise<void> {
  await manager.query('UPDATE webhook SET leased_until = $2 WHERE lease = ANY ($1::uuid[])', [held.leases, until]);
  if (held.urgent.length === 0) return;
  await manager.query(
    `UPDATE webhook_delivery AS delivery SET due_at = $3 FROM unnest($1::uuid[], $2::uuid[]) AS sent (webhook_id, event_id)
     WHERE (delivery.webhook_id, delivery.event_id) = (sent.webhook_id, sent.event_id) AND urgent AND state = 'WAITING'`,
    [held.urgent.map(({ webhookId }) => webhookId), held.urgent.map(({ eventId }) => eventId), until],
  );
}

/** The receivers of deliveries, whatever the state of their webhooks. */
export async function findReceivers(manager: EntityManager, ids: readonly string[]): Promise<Receiver[]> {
  const text = `SELECT ${RECEIVER} FROM webhook WHERE id = ANY ($1)`;
  return queryRows(manager, { columns: RECEIVER, text }, [ids]);
}

/** Makes active webhooks due that have waiting deliveries and are not: nothing waits forever, whatever failed before. */
export async function makeForgottenDue(manager: EntityManager, now: Date): Promise<void> {
  await manager.query(
    `UPDATE webhook SET due_at = $1 WHERE state = 'ACTIVE' AND due_at IS NULL AND EXISTS (
       SELECT FROM webhook_delivery AS delivery
       WHERE delivery.webhook_id = webhook.id AND delivery.state = 'WAITING' AND NOT delivery.urgent)`,
    [now],
  );
}
