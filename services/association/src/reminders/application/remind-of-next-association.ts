import { randomUUID } from 'node:crypto';
import { publishEvents } from '@app/events/publish';
import { type ReminderDue, reminderDue } from '@app/events/reminder-due';
import { stableId } from '@app/events/stable-id';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import { isReminded, reminderEndsAt } from '../domain/next-association-reminder.js';
import { type DueReminder, lockDueReminders, setDecided } from '../store/due-reminder.store.js';

const REMINDERS_AT_A_TIME = 200;

/** Identity has addresses and opt-outs, and sends the mail. */
const PUBLISHER = { service: 'association', consumers: ['identity'] };

const NAMES: Record<LearningSource, string> = {
  MICROSOFT_LEARN: 'Microsoft Learn',
  PARTNER_UNIVERSITY: 'Partner University',
};

/**
 * Publishes a reminder for each next date that has come (R38). A date is decided once, in the transaction that publishes
 * the reminder, so that a run that was killed or repeated sends nothing twice.
 */
export async function remindOfNextAssociation({
  dataSource,
  clock,
}: Pick<Dependencies, 'dataSource' | 'clock'>): Promise<void> {
  const requestId = randomUUID();
  for (;;) {
    const found = await inTransaction(dataSource, 'every-organization', async (manager) => {
      const now = clock.now();
      const due = await lockDueReminders(manager, now, REMINDERS_AT_A_TIME);
      const reminders = due.filter((user) => isReminded(user, now)).map(reminderOf);
      await publishEvents(manager, PUBLISHER, reminderDue, reminders, { at: now, requestId });
      await setDecided(
        manager,
        due.map(({ allowanceId }) => allowanceId),
      );
      return due.length;
    });
    if (found < REMINDERS_AT_A_TIME) return;
  }
}

function reminderOf({ allowanceId, organizationId, userId, source, openedAt }: DueReminder): ReminderDue {
  const name = NAMES[source];
  return {
    id: stableId('next-association', allowanceId, openedAt.toISOString()),
    version: 1,
    organizationId,
    userId,
    kind: 'NEXT_ASSOCIATION',
    subject: `You can link a ${name} profile again`,
    paragraphs: [
      `The waiting time is over: you can link a ${name} profile with your company again.`,
      'Your certifications and assessments then count for your company, earlier ones included.',
    ],
    action: { label: 'Link your profile', path: '/profile' },
    notAfter: reminderEndsAt(openedAt).toISOString(),
  };
}
