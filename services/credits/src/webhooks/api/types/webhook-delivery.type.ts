import { connectionOf } from '@app/subgraph-kit/graphql/connection';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { EventObject } from '../../../events/api/event.type.js';
import { EventTypeEnum, type EventTypeName } from '../../../events/api/event-type-enum.type.js';
import type { AttemptCause, AttemptProblem, DeliveryState } from '../../domain/delivery.js';
import type { DeliveryKey, ListedAttempt, ListedDelivery } from '../../store/delivery-list.store.js';
import { WebhookAttemptCauseEnum, WebhookAttemptProblemEnum, WebhookDeliveryStateEnum } from './webhook-enums.type.js';

@ObjectType('WebhookAttempt', { description: 'A request and what came back.' })
export class WebhookAttemptType {
  @Field(() => DateTimeScalar, { description: 'When the request ended.' })
  at!: Date;

  @Field(() => WebhookAttemptCauseEnum)
  cause!: AttemptCause;

  @Field(() => Int, { nullable: true, description: 'Null when no answer came.' })
  status!: number | null;

  @Field(() => WebhookAttemptProblemEnum, { nullable: true, description: 'Null when the event was accepted.' })
  problem!: AttemptProblem | null;

  @Field(() => Int)
  milliseconds!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The first 1,024 characters of the answer; null where the answer was no text.',
  })
  answer!: string | null;

  static from({ at, cause, status, problem, milliseconds, answer }: ListedAttempt): WebhookAttemptType {
    return objectOf(WebhookAttemptType, { at, cause, status, problem, milliseconds, answer });
  }
}

@ObjectType('WebhookDelivery', { description: 'An event and a webhook: whether it arrived, and each attempt.' })
export class WebhookDeliveryType {
  @Field(() => EventObject)
  event!: EventObject;

  @Field(() => WebhookDeliveryStateEnum)
  state!: DeliveryState;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the receiver last accepted the event.' })
  deliveredAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null unless WAITING.' })
  nextAttemptAt!: Date | null;

  @Field(() => Int)
  attemptCount!: number;

  key!: DeliveryKey;

  static from(row: ListedDelivery): WebhookDeliveryType {
    const { webhookId, eventId, state, deliveredAt, nextAttemptAt, attemptCount } = row;
    const { type, occurredAt, sequence, subject, subjectVersion, body } = row;
    const event = EventObject.from({ id: eventId, type, occurredAt, sequence, subject, subjectVersion, body });
    const key = { webhookId, eventId };
    return objectOf(WebhookDeliveryType, { event, state, deliveredAt, nextAttemptAt, attemptCount, key });
  }
}

export const { Connection: WebhookDeliveryConnection } = connectionOf(
  () => WebhookDeliveryType,
  'WebhookDelivery',
  'deliveries of a webhook',
);

@InputType({ description: 'A delivery matches when it meets every given condition; an empty list is no condition.' })
export class WebhookDeliveryFilter {
  @Field(() => [WebhookDeliveryStateEnum], { nullable: true })
  state?: DeliveryState[] | null;

  @Field(() => [EventTypeEnum], { nullable: true })
  types?: EventTypeName[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Events that happened at this instant or later.' })
  since?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Events that happened before this instant.' })
  until?: Date | null;
}
