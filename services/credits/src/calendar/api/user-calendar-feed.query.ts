import { Access, allowSilently } from '@app/subgraph-kit/access/access';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { UserStub } from '../../members/api/user.stub.js';
import { CalendarFeedType } from './calendar-feed.type.js';
import type { CalendarContext } from './context.js';

@Resolver(() => UserStub)
export class UserCalendarFeedQuery {
  @FieldResolver(() => CalendarFeedType, {
    nullable: true,
    description: 'The calendar of the person, without its address. The person only; null for other callers.',
  })
  @Access(allowSilently('self'))
  async calendarFeed(@Root() { id }: UserStub, @Ctx() { loaders }: CalendarContext): Promise<CalendarFeedType | null> {
    const calendar = await loaders.calendarOfUser.load(id);
    return calendar && CalendarFeedType.from(calendar);
  }
}
