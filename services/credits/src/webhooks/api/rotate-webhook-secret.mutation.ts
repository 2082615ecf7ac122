import { Access } from '@app/subgraph-kit/access/access';
import { IDEMPOTENCY_KEY_DESCRIPTION } from '@app/subgraph-kit/database/idempotency';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { isUuid } from '@app/subgraph-kit/values/text';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { type RotateWebhookSecretOutcome, rotateWebhookSecret } from '../application/rotate-webhook-secret.js';
import { webhookAdministrators } from './audience.js';
import type { WebhooksContext } from './context.js';
import { WebhookType } from './types/webhook.type.js';
import { InvalidWebhookInputError, WebhookNotFoundError } from './types/webhook-errors.type.js';

const DEFAULT_HOURS = 24;

@InputType({ description: 'The webhook that gets a new secret.' })
class RotateWebhookSecretInput {
  @Field(() => ID)
  webhookId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Base64, 24 to 64 bytes, with or without whsec_; made when omitted.',
  })
  secret?: string | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_HOURS,
    description: '0 to 168; with 0 the secret before ends now.',
  })
  previousValidForHours?: number | null;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@ObjectType({ description: 'The webhook and its new secret, which is shown only once.' })
class RotateWebhookSecretSuccess {
  @Field(() => WebhookType)
  webhook!: WebhookType;

  @Field(() => String, { description: '`whsec_` and Base64.' })
  secret!: string;
}

const RotateWebhookSecretResult = createUnionType({
  name: 'RotateWebhookSecretResult',
  description: 'The webhook with its new secret, or the reason why it has none.',
  types: () => [RotateWebhookSecretSuccess, WebhookNotFoundError, InvalidWebhookInputError] as const,
});

@Resolver()
export class RotateWebhookSecretMutation {
  @Mutation(() => RotateWebhookSecretResult, {
    description:
      'Gives a webhook a new secret, shown once. The secret before signs along for previousValidForHours, so that the ' +
      'receiver can change it in that time; an older one ends. GLOBAL_ADMIN, webhooks:write.',
  })
  @Access(webhookAdministrators)
  async rotateWebhookSecret(
    @Arg('input', () => RotateWebhookSecretInput)
    { webhookId, secret = null, previousValidForHours, idempotencyKey = null }: RotateWebhookSecretInput,
    @Ctx() context: WebhooksContext,
  ): Promise<typeof RotateWebhookSecretResult> {
    if (!isUuid(webhookId)) return WebhookNotFoundError.of();
    const hours = previousValidForHours ?? DEFAULT_HOURS;
    const command = { caller: context.caller, webhookId, secret, previousValidForHours: hours, idempotencyKey };
    return present(await rotateWebhookSecret(context, command), context.now);
  }
}

function present(outcome: RotateWebhookSecretOutcome, now: Date): typeof RotateWebhookSecretResult {
  switch (outcome.kind) {
    case 'rotated': {
      const webhook = WebhookType.from(outcome.webhook, now);
      return objectOf(RotateWebhookSecretSuccess, { webhook, secret: outcome.secret });
    }
    case 'not-found':
      return WebhookNotFoundError.of();
    case 'invalid-input':
      return InvalidWebhookInputError.of(outcome);
  }
}
