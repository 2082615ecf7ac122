import { Access } from '@app/subgraph-kit/access/access';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { webhookAdministrators } from './audience.js';
import type { WebhooksContext } from './context.js';
import { WebhookType } from './types/webhook.type.js';

@Resolver()
export class WebhookQuery {
  @Query(() => WebhookType, {
    nullable: true,
    description: 'A webhook; null when it is absent or of another organization. GLOBAL_ADMIN, webhooks:write.',
  })
  @Access(webhookAdministrators)
  async webhook(
    @Arg('id', () => ID) id: string,
    @Ctx() { loaders, now }: WebhooksContext,
  ): Promise<WebhookType | null> {
    const webhook = await loaders.webhooks.byId.load(id);
    return webhook === null ? null : WebhookType.from(webhook, now);
  }
}
