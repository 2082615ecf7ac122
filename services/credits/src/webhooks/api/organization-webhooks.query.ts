import { Access } from '@app/subgraph-kit/access/access';
import { type ConnectionOf, pageArguments } from '@app/subgraph-kit/graphql/connection';
import { mapPage } from '@app/subgraph-kit/graphql/mapped-page';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../../members/api/organization.stub.js';
import { filterValues } from '../../rules/application/filter-values.js';
import type { WebhookState } from '../domain/webhook.js';
import { webhookAdministrators } from './audience.js';
import type { WebhooksContext } from './context.js';
import { WebhookConnection, WebhookType } from './types/webhook.type.js';
import { WebhookStateEnum } from './types/webhook-enums.type.js';

@Resolver(() => OrganizationStub)
export class OrganizationWebhooksQuery {
  @FieldResolver(() => WebhookConnection, {
    nullable: true,
    description: 'The webhooks of the organization, oldest first. first: 1..100. GLOBAL_ADMIN, webhooks:write.',
  })
  @Access(webhookAdministrators)
  async webhooks(
    @Root() { id }: OrganizationStub,
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Arg('state', () => [WebhookStateEnum], { nullable: true }) state: WebhookState[] | null | undefined,
    @Ctx() { caller, cursors, loaders, now }: WebhooksContext,
  ): Promise<ConnectionOf<WebhookType>> {
    const page = pageArguments(first, after, caller);
    const states = filterValues('state', state);
    const list = `webhooks:${id}`;
    const [createdAt = null, webhookId = null] = page.after === null ? [] : cursors.decode(list, page.after);
    const position = createdAt === null || webhookId === null ? null : ([createdAt, webhookId] as const);
    return mapPage({
      rows: await loaders.webhooks.page(id, { states, limit: page.first + 1, after: position }),
      page,
      cursorOf: (webhook) => cursors.encode(list, [webhook.createdAt.toISOString(), webhook.id]),
      show: (webhook) => WebhookType.from(webhook, now),
      total: () => loaders.webhooks.total(id, states),
    });
  }
}
