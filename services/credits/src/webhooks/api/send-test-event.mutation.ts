import { Access } from '@app/subgraph-kit/access/access';
import { rateLimited } from '@app/subgraph-kit/graphql/errors';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { isUuid } from '@app/subgraph-kit/values/text';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { EventTypeEnum, type EventTypeName, eventTypeOf } from '../../events/api/event-type-enum.type.js';
import { sendTestEvent } from '../application/send-test-event.js';
import { webhookAdministrators } from './audience.js';
import type { WebhooksContext } from './context.js';
import { deliveryAfterMutation } from './delivery-after-mutation.js';
import { WebhookDeliveryType } from './types/webhook-delivery.type.js';
import { WebhookNotFoundError } from './types/webhook-errors.type.js';

@InputType({ description: 'The webhook to test.' })
class SendTestEventInput {
  @Field(() => ID)
  webhookId!: string;

  @Field(() => EventTypeEnum, {
    nullable: true,
    defaultValue: 'WEBHOOK_TEST',
    description: 'The type whose example is sent.',
  })
  type?: EventTypeName | null;
}

@ObjectType({ description: 'The test was sent.' })
class SendTestEventSuccess {
  @Field(() => WebhookDeliveryType, {
    description: 'With what came back. A receiver that needs more than two seconds is still WAITING here.',
  })
  delivery!: WebhookDeliveryType;
}

const SendTestEventResult = createUnionType({
  name: 'SendTestEventResult',
  description: 'What came back, or the reason why nothing was sent.',
  types: () => [SendTestEventSuccess, WebhookNotFoundError] as const,
});

@Resolver()
export class SendTestEventMutation {
  @Mutation(() => SendTestEventResult, {
    description:
      'Sends `webhook.test`, or the example of a type, at once and once, and returns what came back; also while the ' +
      'webhook is paused or disabled. A test has the sequence 0 and is not part of the event log. At most ten a minute, ' +
      'then RATE_LIMITED. GLOBAL_ADMIN, webhooks:write.',
  })
  @Access(webhookAdministrators)
  async sendTestEvent(
    @Arg('input', () => SendTestEventInput) { webhookId, type }: SendTestEventInput,
    @Ctx() context: WebhooksContext,
  ): Promise<typeof SendTestEventResult> {
    if (!isUuid(webhookId)) return WebhookNotFoundError.of();
    const command = {
      caller: context.caller,
      webhookId: webhookId.toLowerCase(),
      type: eventTypeOf(type ?? 'WEBHOOK_TEST'),
    };
    const outcome = await sendTestEvent(context, command);
    switch (outcome.kind) {
      case 'sent': {
        const delivery = await deliveryAfterMutation(context, outcome);
        return delivery === null ? WebhookNotFoundError.of() : objectOf(SendTestEventSuccess, { delivery });
      }
      case 'not-found':
        return WebhookNotFoundError.of();
      case 'too-many':
        throw rateLimited(outcome.retryAfterSeconds, 'A webhook can be tested ten times a minute.');
    }
  }
}
