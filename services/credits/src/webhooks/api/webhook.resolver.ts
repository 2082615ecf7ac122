import { type ConnectionOf, pageArguments } from '@app/subgraph-kit/graphql/connection';
import { mapPage } from '@app/subgraph-kit/graphql/mapped-page';
import { Arg, Ctx, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import { eventTypeOf } from '../../events/api/event-type-enum.type.js';
import { parseEventId } from '../../events/domain/event-id.js';
import { keptSince } from '../../events/domain/retention.js';
import { filterValues } from '../../rules/application/filter-values.js';
import type { WebhooksContext } from './context.js';
import { WebhookHealthType, WebhookType } from './types/webhook.type.js';
import {
  WebhookDeliveryConnection,
  WebhookDeliveryFilter,
  WebhookDeliveryType,
} from './types/webhook-delivery.type.js';

@Resolver(() => WebhookType)
export class WebhookResolver {
  @FieldResolver(() => WebhookHealthType)
  async health(@Root() { row }: WebhookType, @Ctx() { loaders }: WebhooksContext): Promise<WebhookHealthType> {
    return WebhookHealthType.from(row, await loaders.webhookHealth.load(row.id));
  }

  @FieldResolver(() => WebhookDeliveryConnection, {
    nullable: true,
    description:
      'Events for this webhook, newest first, kept for 30 days. first: 1..100, 1..1,000 for programs of the organization. ' +
      'totalCount is exact up to 10,000, then null.',
  })
  async deliveries(
    @Root() { id }: WebhookType,
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Arg('filter', () => WebhookDeliveryFilter, { nullable: true }) filter: WebhookDeliveryFilter | null | undefined,
    @Ctx() { caller, cursors, loaders, now }: WebhooksContext,
  ): Promise<ConnectionOf<WebhookDeliveryType>> {
    const page = pageArguments(first, after, caller);
    const selection = {
      keptSince: keptSince(now),
      states: filterValues('state', filter?.state),
      types: filterValues('types', filter?.types)?.map(eventTypeOf) ?? null,
      since: filter?.since ?? null,
      until: filter?.until ?? null,
    };
    const list = `webhook-deliveries:${id}`;
    const [occurredAt = null, eventId = null] = page.after === null ? [] : cursors.decode(list, page.after);
    const position = occurredAt === null || eventId === null ? null : ([occurredAt, eventId] as const);
    return mapPage({
      rows: await loaders.webhookDeliveries.page(id, { limit: page.first + 1, after: position }, selection),
      page,
      cursorOf: (row) => cursors.encode(list, [row.occurredAt.toISOString(), row.eventId]),
      show: (row) => WebhookDeliveryType.from(row),
      total: () => loaders.webhookDeliveries.total(id, selection),
    });
  }

  @FieldResolver(() => WebhookDeliveryType, {
    nullable: true,
    description: 'The delivery of one event; null when the webhook was never to get it, or when it is no longer kept.',
  })
  async delivery(
    @Root() { id }: WebhookType,
    @Arg('eventId', () => ID) text: string,
    @Ctx() { loaders }: WebhooksContext,
  ): Promise<WebhookDeliveryType | null> {
    const eventId = parseEventId(text);
    if (eventId === undefined) return null;
    const delivery = await loaders.webhookDeliveries.byEvent.load({ webhookId: id, eventId });
    return delivery === null ? null : WebhookDeliveryType.from(delivery);
  }
}
