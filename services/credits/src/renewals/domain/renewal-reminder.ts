import { RENEWAL_WINDOW_DAYS } from '../../achievements/domain/holding.js';
import type { Credential } from '../../catalog/domain/catalog.js';
import { addDays, type Day } from '../../values/domain/day.js';
import { renewalWindow } from './renewal-window.js';

/** The reminders of an expiry, in days before it: when a renewal becomes possible, and three more (R37). */
export const REMINDER_DAYS = [RENEWAL_WINDOW_DAYS, 90, 60, 30] as const;
export type ReminderDays = (typeof REMINDER_DAYS)[number];

/** The days of which reminders are decided: after the last decision, up to today. */
export type ReminderSpan = { readonly after: Day; readonly today: Day };

/**
 * The reminder of an achievement whose day has come within the span; null when there is none. After missed days the last
 * one alone is due: it makes those before it pointless. After the expiry none is.
 */
export function reminderDue(
  credential: Credential,
  expiresOn: Day,
  { after, today }: ReminderSpan,
): ReminderDays | null {
  const last = lastReminder(credential, expiresOn, today);
  return last !== null && addDays(expiresOn, -last) > after ? last : null;
}

/** The last reminder whose day has come; null before the first one and after the expiry. */
export function lastReminder(credential: Credential, expiresOn: Day, today: Day): ReminderDays | null {
  if (today > expiresOn || credential.kind === 'EXAM') return null;
  const has = (days: ReminderDays) => days !== RENEWAL_WINDOW_DAYS || renewalWindow(credential, expiresOn) !== null;
  return REMINDER_DAYS.findLast((days) => has(days) && addDays(expiresOn, -days) <= today) ?? null;
}

/** The first day on which a reminder says nothing new: that of the next one, or the day after the expiry. */
export function reminderEndsOn(expiresOn: Day, days: ReminderDays): Day {
  const next = REMINDER_DAYS[REMINDER_DAYS.indexOf(days) + 1];
  return next === undefined ? addDays(expiresOn, 1) : addDays(expiresOn, -next);
}

/** The expiries for which a reminder comes within the span, both included; null when all of them are over. */
export function expiriesToRemind(
  days: ReminderDays,
  { after, today }: ReminderSpan,
): { readonly from: Day; readonly to: Day } | null {
  const first = addDays(after, days + 1);
  const from = first < today ? today : first;
  const to = addDays(today, days);
  return from > to ? null : { from, to };
}

/** Whether the person has replaced a credential that cannot be renewed by one of its successors: no reminder is due. */
export function isReplaced(credential: Credential, expiresOn: Day, held: ReadonlySet<string>): boolean {
  return renewalWindow(credential, expiresOn) === null && credential.supersededBy.some((code) => held.has(code));
}
