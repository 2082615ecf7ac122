import type { Catalog, LearningSource } from '../../catalog/domain/catalog.js';
import { dayInWords, sentencesOf } from '../../renewals/domain/renewal-letter.js';
import { renewalWindow } from '../../renewals/domain/renewal-window.js';
import { addDays, type Day, dayOf } from '../../values/domain/day.js';

/** An expiry stays in the calendar for so many days. */
const KEPT_DAYS = 31;

/** An achievement that expires, and when anything was last recorded about it. */
export type ExpiringItem = {
  readonly achievementId: string;
  readonly credentialCode: string;
  readonly expiresOn: Day;
  readonly recordedAt: Date;
  readonly changedAt: Date;
};

/** The next association date of a user at a source, with the version of its event. */
export type NextDate = {
  readonly id: string;
  readonly source: LearningSource;
  readonly nextAt: Date;
  readonly version: number;
  readonly changedAt: Date;
};

/** A day of the calendar (UTC). */
export type CalendarEvent = {
  /** Stays the same when the day moves. */
  readonly uid: string;
  readonly on: Day;
  readonly title: string;
  readonly text: string;
  /** Grows with each change (RFC 5545, 3.8.7.4). */
  readonly sequence: number;
  readonly changedAt: Date;
};

const SOURCES: Record<LearningSource, string> = {
  MICROSOFT_LEARN: 'Microsoft Learn',
  PARTNER_UNIVERSITY: 'Partner University',
};

/** Expiries and next dates from this day on are shown. */
export function firstDayShown(today: Day): Day {
  return addDays(today, -KEPT_DAYS);
}

/** Renewals that open, expiries and next association dates, in the order of their days. */
export function calendarEvents(
  catalog: Catalog,
  { expiring, nextDates }: { readonly expiring: readonly ExpiringItem[]; readonly nextDates: readonly NextDate[] },
  today: Day,
): CalendarEvent[] {
  const events = [
    ...expiring.flatMap((item) => eventsOfExpiry(catalog, item, today)),
    ...nextDates.map((date) => eventOfNextDate(date)),
  ];
  return events.sort((a, b) => (a.on < b.on || (a.on === b.on && a.uid < b.uid) ? -1 : 1));
}

function eventsOfExpiry(catalog: Catalog, item: ExpiringItem, today: Day): CalendarEvent[] {
  const { achievementId, expiresOn, recordedAt, changedAt } = item;
  const credential = catalog.get(item.credentialCode);
  if (credential === undefined) return [];
  // Whatever moves an expiry is recorded, later than everything before it.
  const sequence = Math.max(0, Math.floor((changedAt.getTime() - recordedAt.getTime()) / 1000));
  const change = { sequence, changedAt };
  const text = sentencesOf(catalog, { credential, expiresOn }, today);
  const expiry = {
    ...change,
    uid: `expiry-${achievementId}`,
    on: expiresOn,
    title: `Expires: ${credential.title}`,
    text,
  };
  const renewal = renewalWindow(credential, expiresOn);
  if (renewal === null) return [expiry];
  const { opensOn } = renewal;
  return [
    { ...change, uid: `renewal-${achievementId}`, on: opensOn, title: `Renewal opens: ${credential.title}`, text },
    expiry,
  ];
}

function eventOfNextDate({ id, source, nextAt, version, changedAt }: NextDate): CalendarEvent {
  const name = SOURCES[source];
  const time = nextAt.toISOString().slice(11, 16);
  return {
    uid: `next-association-${id}`,
    on: dayOf(nextAt),
    title: `${name}: next association possible`,
    text: `From ${dayInWords(dayOf(nextAt))}, ${time} UTC on, another ${name} profile can be linked, or yours with another company.`,
    sequence: version - 1,
    changedAt,
  };
}
