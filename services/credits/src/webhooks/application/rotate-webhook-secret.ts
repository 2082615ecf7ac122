import type { Caller } from '@app/subgraph-kit/callers/caller';
import { withIdempotency } from '@app/subgraph-kit/database/idempotency';
import { tenantScopeOf } from '@app/subgraph-kit/database/tenant-scope';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { LONGEST_ROTATION_HOURS } from '../domain/webhook.js';
import { lockWebhook, rotateSecret, type Webhook } from '../store/webhook.store.js';
import { type InvalidInput, invalidInput } from './webhook-input.js';
import { createSecret, hintOf, parseSecret, SECRET_FORM } from './webhook-secret.js';
import type { WebhookDependencies } from './webhook-services.js';

export type RotateWebhookSecretCommand = {
  readonly caller: Caller;
  readonly webhookId: string;
  readonly secret: string | null;
  /** How long the secret before signs along; 0 ends it now. */
  readonly previousValidForHours: number;
  readonly idempotencyKey: string | null;
};

export type RotateWebhookSecretOutcome =
  | { readonly kind: 'rotated'; readonly webhook: Webhook; readonly secret: string }
  | { readonly kind: 'not-found' }
  | InvalidInput;

/** What is stored for repetitions: the secret is sealed there too. */
type Answer =
  | { readonly kind: 'rotated'; readonly sealedSecret: string }
  | Exclude<RotateWebhookSecretOutcome, { kind: 'rotated' }>;

/** Gives a webhook a new secret; the one before signs along for a while. An older one ends. */
export async function rotateWebhookSecret(
  { dataSource, clock, webhooks }: WebhookDependencies,
  { caller, idempotencyKey, ...input }: RotateWebhookSecretCommand,
): Promise<RotateWebhookSecretOutcome> {
  const { webhookId, previousValidForHours: hours } = input;
  const secret = input.secret === null ? createSecret() : parseSecret(input.secret);
  if (secret === undefined) return invalidInput('secret', `secret: ${SECRET_FORM}`);
  if (hours < 0 || hours > LONGEST_ROTATION_HOURS)
    return invalidInput('previousValidForHours', `previousValidForHours: 0 to ${LONGEST_ROTATION_HOURS}.`);
  return inTransaction(dataSource, tenantScopeOf(caller), async (manager) => {
    const request = { caller, operation: 'rotateWebhookSecret', key: idempotencyKey, input, clock };
    const answer = await withIdempotency<Answer>(manager, request, async () => {
      const webhook = await lockWebhook(manager, webhookId);
      if (webhook === undefined) return { answer: { kind: 'not-found' }, keep: false };
      const now = clock.now();
      const sealed = webhooks.seal.seal(secret, webhook.id);
      await rotateSecret(manager, {
        id: webhook.id,
        secret: { sealed, hint: hintOf(secret), createdAt: now },
        previousValidUntil: new Date(now.getTime() + hours * 3_600_000),
      });
      return { answer: { kind: 'rotated', sealedSecret: sealed.toString('base64') }, keep: true };
    });
    if (answer.kind !== 'rotated') return answer;
    const webhook = await lockWebhook(manager, webhookId);
    if (webhook === undefined) return { kind: 'not-found' };
    const opened = webhooks.seal.open(Buffer.from(answer.sealedSecret, 'base64'), webhook.id);
    return { kind: 'rotated', webhook, secret: opened };
  });
}
