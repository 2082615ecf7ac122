import {
  columns,
  instant,
  integer,
  nullable,
  oneOf,
  type RowOf,
  text,
  texts,
  uuid,
} from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { DisabledReason, WebhookState } from '../domain/webhook.js';

/** A webhook without its sealed secrets. */
export const WEBHOOK = columns(
  {
    id: uuid(),
    organizationId: uuid(),
    url: text(),
    label: text(),
    types: texts(),
    state: oneOf<WebhookState>(),
    disabledReason: nullable(oneOf<DisabledReason>()),
    stateSince: instant(),
    createdAt: instant(),
    updatedAt: instant(),
    version: integer(),
    secretHint: text(),
    secretCreatedAt: instant(),
    previousSecretHint: nullable(text()),
    previousSecretCreatedAt: nullable(instant()),
    previousSecretValidUntil: nullable(instant()),
    failingSince: nullable(instant()),
    lastDeliveredAt: nullable(instant()),
  },
  'webhook',
);

export type Webhook = RowOf<typeof WEBHOOK>;

/** A secret as it is stored. */
export type StoredSecret = { readonly sealed: Buffer; readonly hint: string; readonly createdAt: Date };

/** Locks the webhook for a change; undefined when there is none within the tenant scope. */
export async function lockWebhook(manager: EntityManager, id: string): Promise<Webhook | undefined> {
  const [webhook] = await queryRows(
    manager,
    { columns: WEBHOOK, text: `SELECT ${WEBHOOK} FROM webhook WHERE id = $1 FOR UPDATE` },
    [id],
  );
  return webhook;
}

/** Registrations of an organization come one after another: a free slot stays free until the commit. */
export async function lockWebhooksOf(manager: EntityManager, organizationId: string): Promise<void> {
  await manager.query("SELECT pg_advisory_xact_lock(hashtextextended('webhooks of ' || $1, 0))", [organizationId]);
}

/** Inserts a webhook into the first free slot; undefined when there is none. */
export async function insertWebhook(
  manager: EntityManager,
  webhook: Pick<Webhook, 'id' | 'organizationId' | 'url' | 'label' | 'types'> & { readonly secret: StoredSecret },
  most: number,
): Promise<Webhook | undefined> {
  const { id, organizationId, url, label, types, secret } = webhook;
  const [inserted] = await queryRows(
    manager,
    {
      columns: WEBHOOK,
      text: `INSERT INTO webhook (id, organization_id, slot, url, label, types, state, state_since, created_at, updated_at,
         secret, secret_hint, secret_created_at)
       SELECT $1::uuid, $2::uuid, min(slot), $4, $5, $6::text[], 'ACTIVE', $7::timestamptz, $7, $7, $8::bytea, $9, $7
       FROM generate_series(1, $3::integer) AS slot
       WHERE slot NOT IN (SELECT slot FROM webhook WHERE organization_id = $2)
       HAVING min(slot) IS NOT NULL
       RETURNING ${WEBHOOK}`,
    },
    [id, organizationId, most, url, label, types, secret.createdAt, secret.sealed, secret.hint],
  );
  return inserted;
}

/** Changes address, label and types. A new address begins without the failures of the one before. */
export async function updateWebhook(
  manager: EntityManager,
  { id, url, label, types, now }: Pick<Webhook, 'id' | 'url' | 'label' | 'types'> & { readonly now: Date },
): Promise<Webhook> {
  return changed(
    manager,
    `label = $3, types = $4, updated_at = $5,
     version = version + (url <> $2)::integer,
     failures_in_row = CASE WHEN url = $2 THEN failures_in_row ELSE 0 END,
     failing_since = CASE WHEN url = $2 THEN failing_since END,
     not_before = CASE WHEN url = $2 THEN not_before END,
     due_at = CASE WHEN url = $2 OR due_at IS NULL THEN due_at ELSE $5 END,
     url = $2`,
    [id, url, label, types, now],
  );
}

/** Pauses the webhook: its events are held. */
export async function pauseWebhook(manager: EntityManager, { id, now }: { id: string; now: Date }): Promise<Webhook> {
  return changed(
    manager,
    "state = 'PAUSED', disabled_reason = NULL, state_since = $2, updated_at = $2, version = version + 1",
    [id, now],
  );
}

/** Makes the webhook active and healthy again; its deliveries are due at once. */
export async function activateWebhook(
  manager: EntityManager,
  { id, now }: { id: string; now: Date },
): Promise<Webhook> {
  return changed(
    manager,
    `state_since = CASE WHEN state = 'ACTIVE' THEN state_since ELSE $2 END, state = 'ACTIVE', disabled_reason = NULL,
     updated_at = $2, version = version + 1, failures_in_row = 0, failing_since = NULL, not_before = NULL, due_at = $2`,
    [id, now],
  );
}

/** Stores a new secret; the one before signs along until an instant, or not at all when that has come. */
export async function rotateSecret(
  manager: EntityManager,
  { id, secret, previousValidUntil }: { id: string; secret: StoredSecret; previousValidUntil: Date },
): Promise<Webhook> {
  const kept = previousValidUntil > secret.createdAt;
  const previous = (column: string) => `previous_${column} = ${kept ? column : 'NULL'}`;
  return changed(
    manager,
    `${['secret', 'secret_hint', 'secret_created_at'].map(previous).join(', ')}, previous_secret_valid_until = $5,
     secret = $2, secret_hint = $3, secret_created_at = $4, updated_at = $4`,
    [id, secret.sealed, secret.hint, secret.createdAt, kept ? previousValidUntil : null],
  );
}

/** Deletes a webhook with its deliveries; false when there is none within the tenant scope. */
export async function deleteWebhook(manager: EntityManager, id: string): Promise<boolean> {
  const deleted = await queryRows(
    manager,
    { columns: WEBHOOK, text: `DELETE FROM webhook WHERE id = $1 RETURNING ${WEBHOOK}` },
    [id],
  );
  return deleted.length > 0;
}

async function changed(manager: EntityManager, changes: string, values: readonly unknown[]): Promise<Webhook> {
  const statement = { columns: WEBHOOK, text: `UPDATE webhook SET ${changes} WHERE id = $1 RETURNING ${WEBHOOK}` };
  const [webhook] = await queryRows(manager, statement, values);
  if (webhook === undefined) throw new Error('A locked webhook is gone.');
  return webhook;
}
