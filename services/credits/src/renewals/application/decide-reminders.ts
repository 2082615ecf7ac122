import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import type { Catalog } from '../../catalog/domain/catalog.js';
import type { Dependencies } from '../../dependencies.js';
import { addDays, dayOf } from '../../values/domain/day.js';
import { allowLongStatements } from '../../values/store/long-statements.js';
import {
  expiriesToRemind,
  REMINDER_DAYS,
  type ReminderDays,
  type ReminderSpan,
  reminderDue,
} from '../domain/renewal-reminder.js';
import {
  deleteOverReminders,
  type ExpiringAchievement,
  insertReminders,
  listExpiring,
  lockDecidedDay,
  saveDecidedDay,
} from '../store/renewal-reminder.store.js';

const ACHIEVEMENTS_AT_A_TIME = 5_000;

type Needed = Pick<Dependencies, 'dataSource' | 'clock' | 'rules'>;

/**
 * Decides the reminders of all days since the last decision (R37), in one transaction. A day is decided once, by the
 * facts of its run: nothing before the first run, before a link or before an import is caught up.
 */
export async function decideReminders({ dataSource, clock, rules }: Needed): Promise<void> {
  const today = dayOf(clock.now());
  await inTransaction(dataSource, 'every-organization', async (manager) => {
    await allowLongStatements(manager);
    const span = { after: await lockDecidedDay(manager, addDays(today, -1)), today };
    if (span.after >= today) return;
    for (const days of REMINDER_DAYS) await decide(manager, rules.catalog, days, span);
    await deleteOverReminders(manager, today);
    await saveDecidedDay(manager, today);
  });
}

async function decide(manager: EntityManager, catalog: Catalog, days: ReminderDays, span: ReminderSpan): Promise<void> {
  const expiries = expiriesToRemind(days, span);
  if (expiries === null) return;
  let after: ExpiringAchievement | null = null;
  for (;;) {
    const page: ExpiringAchievement[] = await listExpiring(manager, {
      ...expiries,
      after,
      limit: ACHIEVEMENTS_AT_A_TIME,
    });
    const due = page.filter(({ credentialCode, expiresOn }) => {
      const credential = catalog.get(credentialCode);
      return credential !== undefined && reminderDue(credential, expiresOn, span) === days;
    });
    await insertReminders(
      manager,
      due.map((one) => ({ ...one, daysBefore: days })),
    );
    after = page.at(-1) ?? null;
    if (page.length < ACHIEVEMENTS_AT_A_TIME) return;
  }
}
