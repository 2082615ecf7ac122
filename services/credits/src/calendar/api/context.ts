import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import type { ContextWith } from '../../dependencies.js';
import { calendarsOfUsers, type StoredCalendar } from '../store/calendar-feed.store.js';

/** The GraphQL context of calendars. */
export type CalendarContext = ContextWith<ReturnType<typeof calendarLoaders>> & { readonly publicUrl: string };

/** Fresh loaders for one request. */
export function calendarLoaders(reads: RequestReads) {
  return {
    calendarOfUser: new DataLoader<string, StoredCalendar | null>(async (ids) => {
      const found = new Map((await calendarsOfUsers(reads, ids)).map((one) => [one.userId, one]));
      return ids.map((id) => found.get(id) ?? null);
    }),
  };
}
