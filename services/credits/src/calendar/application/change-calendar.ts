import type { Person } from '@app/subgraph-kit/callers/caller';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import { deleteCalendar, replaceCalendar, type StoredCalendar } from '../store/calendar-feed.store.js';
import { hashOfSecret, newSecret } from './calendar-secrets.js';

type Needed = Pick<Dependencies, 'dataSource' | 'clock'>;

/** Creates the calendar of a user with a new address. An earlier address opens nothing from then on. */
export async function createCalendar(
  { dataSource, clock }: Needed,
  { userId, organizationId }: Pick<Person, 'userId' | 'organizationId'>,
): Promise<{ calendar: StoredCalendar; path: string }> {
  const secret = newSecret();
  const created = { userId, organizationId, secretHash: hashOfSecret(secret), createdAt: clock.now() };
  const calendar = await inTransaction(dataSource, { organizationId }, (manager) => replaceCalendar(manager, created));
  return { calendar, path: `/calendar/${calendar.id}/${secret}.ics` };
}

/** Deletes the calendar of a user; false when there is none. */
export async function removeCalendar(
  { dataSource }: Needed,
  { userId, organizationId }: Pick<Person, 'userId' | 'organizationId'>,
): Promise<boolean> {
  return inTransaction(dataSource, { organizationId }, (manager) => deleteCalendar(manager, userId));
}
