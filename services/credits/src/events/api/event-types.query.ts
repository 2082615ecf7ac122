import { type DocumentedEvent, documentEvents } from '@app/events/partner/event-body';
import { Access, allow } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Field, ObjectType, Query, Resolver } from 'type-graphql';
import { EventTypeEnum, type EventTypeName, eventTypeName } from './event-type-enum.type.js';

@ObjectType({
  description:
    'A type of event. `name` is `type` in the body, such as `credit.counted`. Fields are added, never changed or ' +
    'removed; anything else is a new name.',
})
class EventTypeDescription {
  @Field(() => EventTypeEnum)
  type!: EventTypeName;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  description!: string;

  @Field(() => String, { description: 'JSON Schema 2020-12 of the whole body.' })
  schema!: string;

  @Field(() => String, { description: 'A body of this type.' })
  example!: string;

  static from({ type, description, schema, example }: DocumentedEvent): EventTypeDescription {
    return objectOf(EventTypeDescription, {
      ...{ type: eventTypeName(type), name: type, description },
      schema: JSON.stringify(schema),
      example: JSON.stringify(example),
    });
  }
}

let documented: EventTypeDescription[] | undefined;

@Resolver()
export class EventTypesQuery {
  @Query(() => [EventTypeDescription], {
    description: 'All types of events, each with its schema and an example. For every signed-in caller.',
  })
  @Access(allow('signed-in'))
  eventTypes(): EventTypeDescription[] {
    documented ??= documentEvents().map((event) => EventTypeDescription.from(event));
    return documented;
  }
}
