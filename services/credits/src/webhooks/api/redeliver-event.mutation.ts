import { Access } from '@app/subgraph-kit/access/access';
import { IDEMPOTENCY_KEY_DESCRIPTION } from '@app/subgraph-kit/database/idempotency';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { isUuid } from '@app/subgraph-kit/values/text';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { redeliverEvent } from '../application/redeliver-event.js';
import { webhookAdministrators } from './audience.js';
import type { WebhooksContext } from './context.js';
import { deliveryAfterMutation } from './delivery-after-mutation.js';
import { WebhookDeliveryType } from './types/webhook-delivery.type.js';
import { EventNotKeptError, WebhookNotFoundError } from './types/webhook-errors.type.js';

@InputType({ description: 'The event to send again.' })
class RedeliverEventInput {
  @Field(() => ID)
  webhookId!: string;

  @Field(() => ID, { description: '`Event.id`, which is the header webhook-id.' })
  eventId!: string;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@ObjectType({ description: 'The event is sent again.' })
class RedeliverEventSuccess {
  @Field(() => WebhookDeliveryType, {
    description: 'With what came back. A receiver that needs more than two seconds is still WAITING here.',
  })
  delivery!: WebhookDeliveryType;
}

const RedeliverEventResult = createUnionType({
  name: 'RedeliverEventResult',
  description: 'What came back, or the reason why nothing was sent.',
  types: () => [RedeliverEventSuccess, WebhookNotFoundError, EventNotKeptError] as const,
});

@Resolver()
export class RedeliverEventMutation {
  @Mutation(() => RedeliverEventResult, {
    description:
      'Sends an event of the last 30 days again, at once and with its id, whatever its type. It is held while the webhook ' +
      'is paused or disabled. GLOBAL_ADMIN, webhooks:write.',
  })
  @Access(webhookAdministrators)
  async redeliverEvent(
    @Arg('input', () => RedeliverEventInput) { webhookId, eventId, idempotencyKey = null }: RedeliverEventInput,
    @Ctx() context: WebhooksContext,
  ): Promise<typeof RedeliverEventResult> {
    if (!isUuid(webhookId)) return WebhookNotFoundError.of();
    const command = { caller: context.caller, webhookId: webhookId.toLowerCase(), eventId, idempotencyKey };
    const outcome = await redeliverEvent(context, command);
    switch (outcome.kind) {
      case 'redelivered': {
        const delivery = await deliveryAfterMutation(context, outcome);
        return delivery === null ? WebhookNotFoundError.of() : objectOf(RedeliverEventSuccess, { delivery });
      }
      case 'not-found':
        return WebhookNotFoundError.of();
      case 'not-kept':
        return EventNotKeptError.of(outcome.keptSince);
    }
  }
}
