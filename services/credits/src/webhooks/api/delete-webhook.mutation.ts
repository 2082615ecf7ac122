import { Access } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { isUuid } from '@app/subgraph-kit/values/text';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { deleteWebhook } from '../application/delete-webhook.js';
import { webhookAdministrators } from './audience.js';
import type { WebhooksContext } from './context.js';
import { WebhookNotFoundError } from './types/webhook-errors.type.js';

@InputType({ description: 'The webhook to delete.' })
class DeleteWebhookInput {
  @Field(() => ID)
  webhookId!: string;
}

@ObjectType({ description: 'The webhook is deleted.' })
class DeleteWebhookSuccess {
  @Field(() => ID)
  webhookId!: string;
}

const DeleteWebhookResult = createUnionType({
  name: 'DeleteWebhookResult',
  description: 'The id of the deleted webhook, or the reason why none was deleted.',
  types: () => [DeleteWebhookSuccess, WebhookNotFoundError] as const,
});

@Resolver()
export class DeleteWebhookMutation {
  @Mutation(() => DeleteWebhookResult, {
    description:
      'Deletes a webhook with its deliveries; its events stay in the event log. GLOBAL_ADMIN, webhooks:write.',
  })
  @Access(webhookAdministrators)
  async deleteWebhook(
    @Arg('input', () => DeleteWebhookInput) { webhookId }: DeleteWebhookInput,
    @Ctx() context: WebhooksContext,
  ): Promise<typeof DeleteWebhookResult> {
    const deleted = isUuid(webhookId) && (await deleteWebhook(context, { caller: context.caller, webhookId }));
    return deleted ? objectOf(DeleteWebhookSuccess, { webhookId }) : WebhookNotFoundError.of();
  }
}
