import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { Dependencies } from '../../dependencies.js';
import { dayOf } from '../../values/domain/day.js';
import { calendarEvents, firstDayShown } from '../domain/calendar-events.js';
import { listExpiringOfUser, listNextDatesOfUser } from '../store/calendar-facts.store.js';
import { findOpenCalendar, recordCalendarRead } from '../store/calendar-feed.store.js';
import { calendarFile } from './calendar-file.js';
import { isSecret } from './calendar-secrets.js';

/** What reading calendars needs. */
export type CalendarReading = Pick<Dependencies, 'dataSource' | 'clock' | 'rules'> & { readonly publicUrl: string };

/** The file at an address; null for a wrong secret as for a calendar that does not exist, or whose user has no access. */
export async function readCalendar(
  { dataSource, clock, rules, publicUrl }: CalendarReading,
  { id, secret }: { readonly id: string; readonly secret: string },
): Promise<string | null> {
  if (!isUuid(id)) return null;
  // The address names no organization.
  const calendar = await inTransaction(dataSource, 'every-organization', (manager) => findOpenCalendar(manager, id));
  if (calendar === null || !isSecret(secret, calendar.secretHash)) return null;
  const { userId, organizationId } = calendar;
  const now = clock.now();
  const today = dayOf(now);
  return inTransaction(dataSource, { organizationId }, async (manager) => {
    await recordCalendarRead(manager, id, now);
    const from = firstDayShown(today);
    const expiring = await listExpiringOfUser(manager, userId, from);
    const nextDates = await listNextDatesOfUser(manager, userId, from);
    return calendarFile(calendarEvents(rules.catalog, { expiring, nextDates }, today), `${publicUrl}/profile`);
  });
}
