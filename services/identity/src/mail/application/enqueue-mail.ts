import type { EntityManager } from 'typeorm';
import { insertMessages, type NewMessage } from '../store/outbox.store.js';
import { wakeMailSenders } from '../store/wake.store.js';

/** Writes a message for each of these users and wakes the senders when the transaction commits. */
export async function enqueueMail(
  manager: EntityManager,
  userIds: readonly string[],
  message: NewMessage,
): Promise<void> {
  if ((await insertMessages(manager, userIds, message)) > 0) await wakeMailSenders(manager);
}
