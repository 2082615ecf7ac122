import type { ReminderDue } from '@app/events/reminder-due';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import { enqueueMail } from './enqueue-mail.js';

/**
 * Enqueues a reminder of another service, once for each id. Users of another organization are ignored; whether the user
 * still has access and wants the mail is decided when it is sent.
 */
export async function acceptReminder(
  { dataSource, clock, sendsMail }: Dependencies,
  { id, organizationId, userId, kind, subject, paragraphs, action, notAfter }: ReminderDue,
): Promise<void> {
  const now = clock.now();
  if (!sendsMail || new Date(notAfter) < now) return;
  const message = {
    id,
    organizationId,
    kind,
    content: { subject, paragraphs, action },
    createdAt: now,
    notAfter: new Date(notAfter),
  };
  await inTransaction(dataSource, { organizationId }, (manager) => enqueueMail(manager, [userId], message));
}
