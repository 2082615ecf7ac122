import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { WebhooksContext } from './context.js';
import { WebhookAttemptType, WebhookDeliveryType } from './types/webhook-delivery.type.js';

@Resolver(() => WebhookDeliveryType)
export class WebhookDeliveryResolver {
  @FieldResolver(() => [WebhookAttemptType], { description: 'The last 20 attempts, newest first.' })
  async attempts(
    @Root() { key }: WebhookDeliveryType,
    @Ctx() { loaders }: WebhooksContext,
  ): Promise<WebhookAttemptType[]> {
    return (await loaders.webhookAttempts.load(key)).map((attempt) => WebhookAttemptType.from(attempt));
  }
}
