import { randomUUID } from 'node:crypto';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { withIdempotency } from '@app/subgraph-kit/database/idempotency';
import { tenantScopeOf } from '@app/subgraph-kit/database/tenant-scope';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import { organizationIsKnown } from '../../scores/store/partner-figure.store.js';
import { MOST_WEBHOOKS } from '../domain/webhook.js';
import { insertWebhook, lockWebhook, lockWebhooksOf, type Webhook } from '../store/webhook.store.js';
import { type AddressCheck, checkAddress } from './check-address.js';
import { ADDRESS_FORM, type InvalidInput, invalidInput, parseLabel, parseTypes } from './webhook-input.js';
import { createSecret, hintOf, parseSecret, SECRET_FORM } from './webhook-secret.js';
import type { WebhookDependencies } from './webhook-services.js';

export type RegisterWebhookCommand = {
  readonly caller: Caller;
  readonly organizationId: string;
  readonly url: string;
  readonly label: string;
  readonly types: readonly string[];
  readonly secret: string | null;
  readonly idempotencyKey: string | null;
};

export type RegisterWebhookOutcome =
  | { readonly kind: 'registered'; readonly webhook: Webhook; readonly secret: string }
  | { readonly kind: 'too-many' }
  /** The webhook that an earlier request with this key registered was deleted. */
  | { readonly kind: 'deleted-meanwhile' }
  | { readonly kind: 'unknown-organization' }
  | Exclude<AddressCheck, { kind: 'allowed' | 'no-address' }>
  | InvalidInput;

/** What is stored for repetitions: the secret is sealed there too. */
type Answer =
  | { readonly kind: 'registered'; readonly webhookId: string; readonly sealedSecret: string }
  | { readonly kind: 'too-many' }
  | { readonly kind: 'unknown-organization' }
  | Exclude<AddressCheck, { kind: 'allowed' | 'no-address' }>
  | InvalidInput;

/** Registers a webhook with a new secret or the given one, which only this outcome has in the clear. */
export async function registerWebhook(
  deps: WebhookDependencies,
  { caller, organizationId, idempotencyKey, ...input }: RegisterWebhookCommand,
): Promise<RegisterWebhookOutcome> {
  const { dataSource, clock, webhooks } = deps;
  // Outside of the transaction: a name server may take its time.
  const checked = await checkInput(input, webhooks);
  return inTransaction(dataSource, tenantScopeOf(caller), async (manager) => {
    const request = { caller, operation: 'registerWebhook', key: idempotencyKey, clock };
    const answer = await withIdempotency<Answer>(
      manager,
      { ...request, input: { organizationId, ...input } },
      async () => {
        const registered =
          'kind' in checked ? checked : await insert(manager, deps, { caller, organizationId, ...checked });
        return { answer: registered, keep: registered.kind === 'registered' };
      },
    );
    if (answer.kind !== 'registered') return answer;
    const { webhookId, sealedSecret } = answer;
    const webhook = await lockWebhook(manager, webhookId);
    if (webhook === undefined) return { kind: 'deleted-meanwhile' };
    const secret = webhooks.seal.open(Buffer.from(sealedSecret, 'base64'), webhookId);
    return { kind: 'registered', webhook, secret };
  });
}

type CheckedInput = {
  readonly url: string;
  readonly label: string;
  readonly types: string[];
  readonly secret: string;
};

async function checkInput(
  input: Pick<RegisterWebhookCommand, 'url' | 'label' | 'types' | 'secret'>,
  services: WebhookDependencies['webhooks'],
): Promise<CheckedInput | Exclude<Answer, { kind: 'registered' }>> {
  const label = parseLabel(input.label);
  if (typeof label !== 'string') return label;
  const secret = input.secret === null ? createSecret() : parseSecret(input.secret);
  if (secret === undefined) return invalidInput('secret', `secret: ${SECRET_FORM}`);
  const address = await checkAddress(input.url, services);
  if (address.kind === 'no-address') return invalidInput('url', ADDRESS_FORM);
  if (address.kind === 'address-problem') return address;
  return { url: address.url, label, types: parseTypes(input.types), secret };
}

async function insert(
  manager: EntityManager,
  { clock, webhooks }: WebhookDependencies,
  {
    caller,
    organizationId,
    secret,
    ...input
  }: CheckedInput & Pick<RegisterWebhookCommand, 'caller' | 'organizationId'>,
): Promise<Answer> {
  // The organization of people and programs exists, even when the event about it has not arrived yet.
  if (caller.kind === 'operator' && !(await organizationIsKnown(manager, organizationId)))
    return { kind: 'unknown-organization' };
  await lockWebhooksOf(manager, organizationId);
  const id = randomUUID();
  const sealed = webhooks.seal.seal(secret, id);
  const stored = { sealed, hint: hintOf(secret), createdAt: clock.now() };
  const webhook = await insertWebhook(manager, { id, organizationId, ...input, secret: stored }, MOST_WEBHOOKS);
  if (webhook === undefined) return { kind: 'too-many' };
  return { kind: 'registered', webhookId: id, sealedSecret: sealed.toString('base64') };
}
