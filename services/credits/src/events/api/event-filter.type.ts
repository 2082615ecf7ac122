import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import { EventTypeEnum, type EventTypeName } from './event-type-enum.type.js';

@InputType({ description: 'An event matches when it meets every given condition; an empty list is no condition.' })
export class EventFilter {
  @Field(() => [EventTypeEnum], { nullable: true })
  types?: EventTypeName[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Events that happened at this instant or later.' })
  since?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Events that happened before this instant.' })
  until?: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Events with a higher number: a program continues after the last one that it has processed.',
  })
  afterSequence?: number | null;

  @Field(() => ID, { nullable: true })
  subject?: string | null;
}
