import { columns, instant, integer, nullable, oneOf, type RowOf, text, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { AttemptCause, AttemptProblem, DeliveryState } from '../domain/delivery.js';

/** Of a webhook that is not active, everything is held but tests. */
const SHOWN = `CASE WHEN delivery.state = 'WAITING' AND webhook.state <> 'ACTIVE' AND delivery.cause <> 'TEST' THEN 'HELD'
  ELSE delivery.state END`;

const LISTED = columns({
  webhookId: uuid('delivery.webhook_id'),
  eventId: uuid('delivery.event_id'),
  type: text('delivery.type'),
  occurredAt: instant('delivery.occurred_at'),
  sequence: integer('delivery.sequence::integer'),
  subject: text(`coalesce(event.subject, delivery.body::json->>'subject')`),
  subjectVersion: integer(`coalesce(event.subject_version, (delivery.body::json->>'subjectVersion')::bigint)::integer`),
  body: text('coalesce(delivery.body, event.body)'),
  state: oneOf<DeliveryState>(SHOWN),
  deliveredAt: nullable(instant('delivery.delivered_at')),
  nextAttemptAt: nullable(
    instant(`CASE WHEN ${SHOWN} = 'WAITING' THEN greatest(delivery.due_at, webhook.not_before) END`),
  ),
  attemptCount: integer('delivery.attempt_count'),
});

/** A delivery with its event. */
export type ListedDelivery = RowOf<typeof LISTED>;

/** Which deliveries of a webhook are listed. */
export type DeliverySelection = {
  readonly keptSince: Date;
  readonly states: readonly DeliveryState[] | null;
  readonly types: readonly string[] | null;
  readonly since: Date | null;
  readonly until: Date | null;
};

/** A page, newest event first; `after` is the event before it. */
export type DeliveryPage = {
  readonly limit: number;
  readonly after: readonly [occurredAt: string, eventId: string] | null;
};

const COUNTED = columns({ webhookId: uuid('wanted.id'), total: integer('count(delivery.event_id)::integer') });
/** Events are kept as long as deliveries: `$2` is the instant since when. */
const SELECTED = `delivery.created_at >= $2 AND ($3::text[] IS NULL OR ${SHOWN} = ANY ($3))
  AND ($4::text[] IS NULL OR delivery.type = ANY ($4))
  AND ($5::timestamptz IS NULL OR delivery.occurred_at >= $5) AND ($6::timestamptz IS NULL OR delivery.occurred_at < $6)`;

/** Deliveries of a webhook are counted up to this number. */
export const MOST_COUNTED = 10_000;

const LIST = {
  name: 'deliveries-of-webhooks',
  columns: LISTED,
  text: `SELECT ${LISTED} FROM unnest($1::uuid[]) AS wanted (id) JOIN webhook ON webhook.id = wanted.id CROSS JOIN LATERAL (
      SELECT * FROM webhook_delivery AS delivery WHERE delivery.webhook_id = wanted.id AND ${SELECTED}
        AND ($7::timestamptz IS NULL OR (delivery.occurred_at, delivery.event_id) < ($7, $8::uuid))
      ORDER BY delivery.occurred_at DESC, delivery.event_id DESC LIMIT $9
    ) AS delivery LEFT JOIN event ON event.id = delivery.event_id
    ORDER BY delivery.occurred_at DESC, delivery.event_id DESC`,
};
const COUNT = {
  name: 'count-deliveries-of-webhooks',
  columns: COUNTED,
  text: `SELECT ${COUNTED} FROM unnest($1::uuid[]) AS wanted (id) JOIN webhook ON webhook.id = wanted.id LEFT JOIN LATERAL (
      SELECT delivery.event_id FROM webhook_delivery AS delivery WHERE delivery.webhook_id = wanted.id AND ${SELECTED} LIMIT $7
    ) AS delivery ON true GROUP BY wanted.id`,
};
const BY_EVENT = {
  name: 'delivery-by-event',
  columns: LISTED,
  text: `SELECT ${LISTED} FROM webhook_delivery AS delivery JOIN webhook ON webhook.id = delivery.webhook_id
    LEFT JOIN event ON event.id = delivery.event_id
    WHERE (delivery.webhook_id, delivery.event_id) IN (SELECT * FROM unnest($1::uuid[], $3::uuid[])) AND delivery.created_at >= $2`,
};

/** Deliveries of webhooks, newest event first. */
export async function listDeliveries(
  reads: RequestReads,
  webhookIds: readonly string[],
  { limit, after }: DeliveryPage,
  selection: DeliverySelection,
): Promise<ListedDelivery[]> {
  return reads.query(LIST, [webhookIds, ...valuesOf(selection), after?.[0] ?? null, after?.[1] ?? null, limit]);
}

/** The number of selected deliveries of each webhook, up to one more than are counted. */
export async function countDeliveries(
  reads: RequestReads,
  webhookIds: readonly string[],
  selection: DeliverySelection,
): Promise<RowOf<typeof COUNTED>[]> {
  return reads.query(COUNT, [webhookIds, ...valuesOf(selection), MOST_COUNTED + 1]);
}

/** A delivery by its webhook and event. */
export type DeliveryKey = { readonly webhookId: string; readonly eventId: string };

/** Deliveries by webhook and event. */
export async function findDeliveries(
  reads: RequestReads,
  keys: readonly DeliveryKey[],
  keptSince: Date,
): Promise<ListedDelivery[]> {
  const webhookIds = keys.map(({ webhookId }) => webhookId);
  return reads.query(BY_EVENT, [webhookIds, keptSince, keys.map(({ eventId }) => eventId)]);
}

function valuesOf({ keptSince, states, types, since, until }: DeliverySelection): readonly unknown[] {
  return [keptSince, states, types, since, until];
}

const ATTEMPT = columns(
  {
    webhookId: uuid(),
    eventId: uuid(),
    at: instant(),
    cause: oneOf<AttemptCause>(),
    status: nullable(integer()),
    problem: nullable(oneOf<AttemptProblem>()),
    milliseconds: integer(),
    answer: nullable(text()),
  },
  'attempt',
);
export type ListedAttempt = RowOf<typeof ATTEMPT>;

const ATTEMPTS = {
  name: 'attempts-of-deliveries',
  columns: ATTEMPT,
  text: `SELECT ${ATTEMPT} FROM unnest($1::uuid[], $2::uuid[]) AS wanted (webhook_id, event_id) CROSS JOIN LATERAL (
      SELECT * FROM webhook_attempt WHERE webhook_id = wanted.webhook_id AND event_id = wanted.event_id
      ORDER BY number DESC LIMIT $3
    ) AS attempt ORDER BY attempt.number DESC`,
};

/** The attempts of deliveries, newest first, up to a number for each. */
export async function listAttempts(
  reads: RequestReads,
  keys: readonly DeliveryKey[],
  limit: number,
): Promise<ListedAttempt[]> {
  return reads.query(ATTEMPTS, [keys.map(({ webhookId }) => webhookId), keys.map(({ eventId }) => eventId), limit]);
}
