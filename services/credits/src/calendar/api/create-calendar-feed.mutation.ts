import { Access, allow } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Ctx, createUnionType, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import { createCalendar } from '../application/change-calendar.js';
import { CalendarFeedType } from './calendar-feed.type.js';
import { calendarOwner } from './calendar-owner.js';
import type { CalendarContext } from './context.js';

@ObjectType({ description: 'The calendar and its address, which is shown only once.' })
class CreateCalendarFeedSuccess {
  @Field(() => CalendarFeedType)
  calendarFeed!: CalendarFeedType;

  @Field(() => String, {
    description:
      'For "subscribe from web" in a calendar application. It opens the calendar without a sign-in: keep it secret.',
  })
  address!: string;
}

const CreateCalendarFeedResult = createUnionType({
  name: 'CreateCalendarFeedResult',
  description: 'The new calendar with its address.',
  types: () => [CreateCalendarFeedSuccess] as const,
});

@Resolver()
export class CreateCalendarFeedMutation {
  @Mutation(() => CreateCalendarFeedResult, {
    description:
      'Creates the calendar of the caller; its address is shown once. A further call replaces the address: the earlier one ' +
      'opens nothing any more. The person only; a delegated token is FORBIDDEN.',
  })
  @Access(allow('person'))
  async createCalendarFeed(@Ctx() context: CalendarContext): Promise<typeof CreateCalendarFeedResult> {
    const { calendar, path } = await createCalendar(context, calendarOwner(context));
    const address = `${context.publicUrl}${path}`;
    return objectOf(CreateCalendarFeedSuccess, { calendarFeed: CalendarFeedType.from(calendar), address });
  }
}
