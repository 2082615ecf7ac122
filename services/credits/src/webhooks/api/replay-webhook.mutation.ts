import { Access } from '@app/subgraph-kit/access/access';
import { IDEMPOTENCY_KEY_DESCRIPTION } from '@app/subgraph-kit/database/idempotency';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { isUuid } from '@app/subgraph-kit/values/text';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { EventTypeEnum, type EventTypeName, eventTypeOf } from '../../events/api/event-type-enum.type.js';
import { type ReplayWebhookOutcome, replayWebhook } from '../application/replay-webhook.js';
import { webhookAdministrators } from './audience.js';
import type { WebhooksContext } from './context.js';
import { WebhookType } from './types/webhook.type.js';
import { EventNotKeptError, WebhookNotFoundError } from './types/webhook-errors.type.js';

@InputType({ description: 'The events to send again.' })
class ReplayWebhookInput {
  @Field(() => ID)
  webhookId!: string;

  @Field(() => DateTimeScalar, {
    description: 'Events that entered the event log at this instant or later, in the last 30 days.',
  })
  since!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Events that entered the event log before this instant.',
  })
  until?: Date | null;

  @Field(() => [EventTypeEnum], { nullable: true, defaultValue: [], description: 'Empty: the types of the webhook.' })
  types?: EventTypeName[] | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'Only what this webhook never accepted.',
  })
  undeliveredOnly?: boolean | null;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@ObjectType({ description: 'The events are sent again.' })
class ReplayWebhookSuccess {
  @Field(() => WebhookType)
  webhook!: WebhookType;

  @Field(() => Int, { description: 'The number of events.' })
  events!: number;
}

const ReplayWebhookResult = createUnionType({
  name: 'ReplayWebhookResult',
  description: 'The number of events that are sent again, or the reason why none is.',
  types: () => [ReplayWebhookSuccess, WebhookNotFoundError, EventNotKeptError] as const,
});

@Resolver()
export class ReplayWebhookMutation {
  @Mutation(() => ReplayWebhookResult, {
    description:
      'Sends what entered the event log since an instant again, oldest first and a few at a time, with the ids of the events: a receiver ' +
      'that deduplicates by webhook-id does nothing twice. New events go first. GLOBAL_ADMIN, webhooks:write.',
  })
  @Access(webhookAdministrators)
  async replayWebhook(
    @Arg('input', () => ReplayWebhookInput) input: ReplayWebhookInput,
    @Ctx() context: WebhooksContext,
  ): Promise<typeof ReplayWebhookResult> {
    const { webhookId, since, until = null, types, undeliveredOnly, idempotencyKey = null } = input;
    if (!isUuid(webhookId)) return WebhookNotFoundError.of();
    const wanted = (types ?? []).map(eventTypeOf);
    const span = { webhookId, since, until, types: wanted, undeliveredOnly: undeliveredOnly ?? true };
    return present(await replayWebhook(context, { caller: context.caller, ...span, idempotencyKey }), context.now);
  }
}

function present(outcome: ReplayWebhookOutcome, now: Date): typeof ReplayWebhookResult {
  switch (outcome.kind) {
    case 'replayed': {
      const { webhook, events } = outcome;
      return objectOf(ReplayWebhookSuccess, { webhook: WebhookType.from(webhook, now), events });
    }
    case 'not-found':
      return WebhookNotFoundError.of();
    case 'not-kept':
      return EventNotKeptError.of(outcome.keptSince);
  }
}
