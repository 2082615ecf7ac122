import { Access } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { isUuid } from '@app/subgraph-kit/values/text';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { pauseWebhook } from '../application/pause-webhook.js';
import { webhookAdministrators } from './audience.js';
import type { WebhooksContext } from './context.js';
import { WebhookType } from './types/webhook.type.js';
import { WebhookNotFoundError } from './types/webhook-errors.type.js';

@InputType({ description: 'The webhook to pause.' })
class PauseWebhookInput {
  @Field(() => ID)
  webhookId!: string;
}

@ObjectType({ description: 'The paused webhook.' })
class PauseWebhookSuccess {
  @Field(() => WebhookType)
  webhook!: WebhookType;
}

const PauseWebhookResult = createUnionType({
  name: 'PauseWebhookResult',
  description: 'The paused webhook, or the reason why it was not paused.',
  types: () => [PauseWebhookSuccess, WebhookNotFoundError] as const,
});

@Resolver()
export class PauseWebhookMutation {
  @Mutation(() => PauseWebhookResult, {
    description:
      'Pauses a webhook: its events are held until it is resumed. Requests of the next two seconds may still be sent. ' +
      'GLOBAL_ADMIN, webhooks:write.',
  })
  @Access(webhookAdministrators)
  async pauseWebhook(
    @Arg('input', () => PauseWebhookInput) { webhookId }: PauseWebhookInput,
    @Ctx() context: WebhooksContext,
  ): Promise<typeof PauseWebhookResult> {
    const webhook = isUuid(webhookId) ? await pauseWebhook(context, { caller: context.caller, webhookId }) : null;
    if (webhook === null) return WebhookNotFoundError.of();
    return objectOf(PauseWebhookSuccess, { webhook: WebhookType.from(webhook, context.now) });
  }
}
