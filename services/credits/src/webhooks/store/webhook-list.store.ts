import { columns, integer, type RowOf, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { WebhookState } from '../domain/webhook.js';
import { WEBHOOK, type Webhook } from './webhook.store.js';

/** A page of the webhooks of an organization, oldest first. */
export type WebhookPage = {
  readonly states: readonly WebhookState[] | null;
  readonly limit: number;
  /** Creation and id of the webhook before the page. */
  readonly after: readonly [createdAt: string, id: string] | null;
};

const COUNTED = columns({ organizationId: uuid('wanted.id'), total: integer('count(webhook.id)::integer') });

const LIST = {
  name: 'webhooks-of-organizations',
  columns: WEBHOOK,
  text: `SELECT ${WEBHOOK} FROM unnest($1::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
      SELECT * FROM webhook WHERE organization_id = wanted.id AND ($2::text[] IS NULL OR state = ANY ($2))
        AND ($3::timestamptz IS NULL OR (created_at, id) > ($3, $4::uuid))
      ORDER BY created_at, id LIMIT $5
    ) AS webhook ORDER BY webhook.created_at, webhook.id`,
};
const COUNT = {
  name: 'count-webhooks-of-organizations',
  columns: COUNTED,
  text: `SELECT ${COUNTED} FROM unnest($1::uuid[]) AS wanted (id) LEFT JOIN webhook
    ON webhook.organization_id = wanted.id AND ($2::text[] IS NULL OR webhook.state = ANY ($2)) GROUP BY wanted.id`,
};
const BY_ID = { name: 'webhook-by-id', columns: WEBHOOK, text: `SELECT ${WEBHOOK} FROM webhook WHERE id = ANY ($1)` };

/** Webhooks of organizations, oldest first. */
export async function listWebhooks(
  reads: RequestReads,
  organizationIds: readonly string[],
  { states, limit, after }: WebhookPage,
): Promise<Webhook[]> {
  return reads.query(LIST, [organizationIds, states, after?.[0] ?? null, after?.[1] ?? null, limit]);
}

/** The number of webhooks of each organization. */
export async function countWebhooks(
  reads: RequestReads,
  organizationIds: readonly string[],
  states: readonly WebhookState[] | null,
): Promise<RowOf<typeof COUNTED>[]> {
  return reads.query(COUNT, [organizationIds, states]);
}

/** Webhooks by id within the tenant scope. */
export async function findWebhooks(reads: RequestReads, ids: readonly string[]): Promise<Webhook[]> {
  return reads.query(BY_ID, [ids]);
}
