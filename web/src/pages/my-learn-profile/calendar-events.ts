import type { MyCreditFragment } from '../../graphql/documents.ts';
import type { CalendarEvent } from '../../text/calendar.ts';
import { SOURCES, type Source } from './link-words.ts';

/** Long enough before an expiry to renew, or to pass the exam again. */
const REMIND_DAYS = 30;

/** The day on which the next profile can be linked; nothing while it is possible at any time. */
export function nextLinkEvents(source: Source, nextAssociationAt: string | null): CalendarEvent[] {
  if (nextAssociationAt === null) return [];
  const title = `${SOURCES[source].name}: a profile can be linked again`;
  return [{ id: `next-link-${source}`, on: nextAssociationAt, title }];
}

type Expiring = Pick<MyCreditFragment, 'id' | 'achievement'>;

/** The expiries that are still ahead. */
export function expiryEvents(credits: readonly Expiring[], now: Date): CalendarEvent[] {
  const today = now.toISOString().slice(0, 10);
  return credits.flatMap(({ id, achievement: { expiresOn, credential } }) => {
    if (expiresOn === null || expiresOn < today) return [];
    const title = `${credential.title} expires`;
    return [{ id: `expiry-${id}`, on: expiresOn, title, remindDaysBefore: REMIND_DAYS }];
  });
}
