import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, ObjectType } from 'type-graphql';
import type { StoredCalendar } from '../store/calendar-feed.store.js';

@ObjectType('CalendarFeed', {
  description:
    'The calendar of a user at a secret address (iCalendar): renewals that open, expiries and next association dates, as ' +
    'whole days in UTC.',
})
export class CalendarFeedType {
  @Field(() => DateTimeScalar, { description: 'When the address was created.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When a calendar application read it last, to the minute; null before the first time.',
  })
  lastReadAt!: Date | null;

  /** Maps a calendar to its object type. */
  static from({ createdAt, lastReadAt }: StoredCalendar): CalendarFeedType {
    return objectOf(CalendarFeedType, { createdAt, lastReadAt });
  }
}
