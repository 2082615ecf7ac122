import type { EntityManager } from 'typeorm';

/** The channel of the notification that a webhook is due. */
export const WEBHOOKS_CHANNEL = 'credits_webhooks';

/** Wakes the senders after the commit. Without it the next look of a sender finds what is due, too. */
export async function wakeSenders(manager: EntityManager): Promise<void> {
  await manager.query("SELECT pg_notify($1, '')", [WEBHOOKS_CHANNEL]);
}
