import { Access, allow } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { Ctx, createUnionType, Field, ID, Mutation, ObjectType, Resolver } from 'type-graphql';
import { removeCalendar } from '../application/change-calendar.js';
import { calendarOwner } from './calendar-owner.js';
import type { CalendarContext } from './context.js';

@ObjectType({ description: 'The calendar is deleted; its address opens nothing any more.' })
class DeleteCalendarFeedSuccess {
  @Field(() => ID, { description: 'The user whose calendar it was.' })
  userId!: string;
}

@ObjectType({ implements: UserError, description: 'The caller has no calendar.' })
class CalendarFeedNotFoundError extends UserError {}

const DeleteCalendarFeedResult = createUnionType({
  name: 'DeleteCalendarFeedResult',
  description: 'The user of the deleted calendar, or an error when there is none.',
  types: () => [DeleteCalendarFeedSuccess, CalendarFeedNotFoundError] as const,
});

@Resolver()
export class DeleteCalendarFeedMutation {
  @Mutation(() => DeleteCalendarFeedResult, {
    description: 'Deletes the calendar of the caller. The person only; a delegated token is FORBIDDEN.',
  })
  @Access(allow('person'))
  async deleteCalendarFeed(@Ctx() context: CalendarContext): Promise<typeof DeleteCalendarFeedResult> {
    const owner = calendarOwner(context);
    if (await removeCalendar(context, owner)) return objectOf(DeleteCalendarFeedSuccess, { userId: owner.userId });
    const message = 'You have no calendar, so nothing has to be deleted. createCalendarFeed creates one.';
    return objectOf(CalendarFeedNotFoundError, { message });
  }
}
