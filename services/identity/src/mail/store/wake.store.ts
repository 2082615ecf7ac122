import type { EntityManager } from 'typeorm';

/** The channel of the notification that mail is due. */
export const MAIL_CHANNEL = 'identity_mail';

/**
 * Wakes the senders after the commit: a job with a key would make transactions that write mail wait for each other. Without
 * the notification the next look of a sender finds the mail, too.
 */
export async function wakeMailSenders(manager: EntityManager): Promise<void> {
  await manager.query("SELECT pg_notify($1, '')", [MAIL_CHANNEL]);
}
