import ical, { ICalCalendarMethod, ICalEventBusyStatus, ICalEventClass, ICalEventTransparency } from 'ical-generator';
import { firstInstantOf } from '../../values/domain/day.js';
import type { CalendarEvent } from '../domain/calendar-events.js';

/** Calendar applications that follow the hint read a calendar this often. */
const REFRESH_SECONDS = 12 * 60 * 60;

/**
 * The file of a calendar (RFC 5545). It contains nothing but the events: the same events are the same bytes at any time.
 */
export function calendarFile(events: readonly CalendarEvent[], url: string): string {
  const calendar = ical({
    prodId: { company: 'Skill Link', product: 'Calendar', language: 'EN' },
    name: 'Skill Link',
    description: 'Renewals, expiries and next association dates of your learning profile',
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_SECONDS,
  });
  for (const { uid, on, title, text, sequence, changedAt } of events) {
    calendar.createEvent({
      id: `${uid}@skill-link`,
      sequence,
      stamp: changedAt,
      lastModified: changedAt,
      start: firstInstantOf(on),
      allDay: true,
      summary: title,
      description: text,
      url,
      class: ICalEventClass.PRIVATE,
      transparency: ICalEventTransparency.TRANSPARENT,
      busystatus: ICalEventBusyStatus.FREE,
    });
  }
  return `${calendar.toString()}\r\n`;
}
