import { randomUUID } from 'node:crypto';
import { publishEvents } from '@app/events/publish';
import { type ReminderDue, reminderDue } from '@app/events/reminder-due';
import { stableId } from '@app/events/stable-id';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import type { Catalog } from '../../catalog/domain/catalog.js';
import type { Dependencies } from '../../dependencies.js';
import { type Day, dayOf, firstInstantOf } from '../../values/domain/day.js';
import { type Expiring, renewalLetter } from '../domain/renewal-letter.js';
import { isReplaced, lastReminder, reminderEndsOn } from '../domain/renewal-reminder.js';
import {
  listHeldCodes,
  listStanding,
  lockWaitingReminders,
  setPublished,
  type WaitingReminder,
} from '../store/renewal-reminder.store.js';

const USERS_AT_A_TIME = 200;

/** Identity has addresses and opt-outs, and sends the mail. */
const PUBLISHER = { service: 'credits', consumers: ['identity'] };

/**
 * Publishes the waiting reminders, one mail for each user and day. Those of a user leave in the transaction that marks
 * them, so that a run that was killed continues without doubles. What no longer stands is left out.
 */
export async function publishReminders({
  dataSource,
  clock,
  rules,
}: Pick<Dependencies, 'dataSource' | 'clock' | 'rules'>): Promise<void> {
  const requestId = randomUUID();
  for (;;) {
    const found = await inTransaction(dataSource, 'every-organization', async (manager) => {
      const at = clock.now();
      const waiting = await lockWaitingReminders(manager, USERS_AT_A_TIME);
      const mails = await composeMails(manager, rules.catalog, waiting, dayOf(at));
      await publishEvents(manager, PUBLISHER, reminderDue, mails, { at, requestId });
      await setPublished(manager, [...new Set(waiting.map(({ userId }) => userId))], dayOf(at));
      return waiting.length;
    });
    if (found === 0) return;
  }
}

async function composeMails(
  manager: EntityManager,
  catalog: Catalog,
  waiting: readonly WaitingReminder[],
  today: Day,
): Promise<ReminderDue[]> {
  if (waiting.length === 0) return [];
  const standing = await listStanding(manager, waiting);
  const expiries = new Map(standing.map((one) => [`${one.userId} ${one.achievementId}`, one]));
  const byUser = Map.groupBy(waiting, ({ userId }) => userId);
  const held = await listHeldCodes(manager, [...byUser.keys()], today);
  return [...byUser].flatMap(([userId, reminders]) => {
    const expiring = reminders.flatMap(({ achievementId, expiresOn, daysBefore }): Expiring[] => {
      const current = expiries.get(`${userId} ${achievementId}`);
      const credential = current && catalog.get(current.credentialCode);
      if (credential === undefined || current?.expiresOn !== expiresOn) return [];
      const last = lastReminder(credential, expiresOn, today);
      if (last !== daysBefore || isReplaced(credential, expiresOn, held.get(userId) ?? new Set())) return [];
      return [{ credential, expiresOn, daysBefore: last }];
    });
    const organizationId = reminders[0]?.organizationId ?? '';
    return expiring.length === 0 ? [] : [mailTo({ organizationId, userId }, catalog, expiring, today)];
  });
}

function mailTo(
  user: { readonly organizationId: string; readonly userId: string },
  catalog: Catalog,
  expiring: readonly Expiring[],
  today: Day,
): ReminderDue {
  const ends = expiring.map(({ expiresOn, daysBefore }) => reminderEndsOn(expiresOn, daysBefore)).sort();
  const { subject, paragraphs } = renewalLetter(catalog, expiring, today);
  return {
    id: stableId('renewals', user.organizationId, user.userId, today),
    version: 1,
    ...user,
    kind: 'RENEWAL',
    subject,
    paragraphs: [...paragraphs],
    action: { label: 'Open My Learn profile', path: '/profile' },
    notAfter: firstInstantOf(ends[0] ?? today).toISOString(),
  };
}
