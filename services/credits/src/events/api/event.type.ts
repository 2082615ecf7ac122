import { connectionOf } from '@app/subgraph-kit/graphql/connection';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { eventIdOf } from '../domain/event-id.js';
import type { ListedEvent } from '../store/event-list.store.js';
import { EventTypeEnum, type EventTypeName, eventTypeName } from './event-type-enum.type.js';

@ObjectType('Event', {
  description:
    'An event as it was sent, kept for 30 days. `id` is the header `webhook-id` of every delivery of it, to every ' +
    'webhook, at every repetition.',
})
export class EventObject {
  @Field(() => ID)
  id!: string;

  @Field(() => EventTypeEnum)
  type!: EventTypeName;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  occurredAt!: Date;

  @Field(() => Int, {
    description:
      'Rises by one from event to event of the organization, without gaps: order and holes are seen from it.',
  })
  sequence!: number;

  @Field(() => ID, { description: 'What the event is about; `eventTypes` says for each type what it identifies.' })
  subject!: string;

  @Field(() => Int, { description: 'Of two events about one subject the higher version is the newer.' })
  subjectVersion!: number;

  @Field(() => String, {
    description: 'The body, byte for byte as it is signed. Never has names, addresses or profile ids.',
  })
  body!: string;

  /** Maps a numbered event to its object type. */
  static from({ id, type, ...event }: ListedEvent): EventObject {
    return objectOf(EventObject, { id: eventIdOf(id), type: eventTypeName(type), ...event });
  }
}

export const { Connection: EventConnection } = connectionOf(() => EventObject, 'Event');
