import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import { allowMail, stopMail } from '../../mail/store/opt-out.store.js';
import { changesOf, type MailPreferences } from '../domain/mail-preferences.js';

/** Changes which mail a user gets. Choices that are left out stay; repeating it changes nothing. */
export async function setMailPreferences(
  { dataSource, clock }: Dependencies,
  user: { readonly id: string; readonly organizationId: string },
  choices: Partial<Record<keyof MailPreferences, boolean | null>>,
): Promise<void> {
  const { stop, allow } = changesOf(choices);
  await inTransaction(dataSource, { organizationId: user.organizationId }, async (manager) => {
    await stopMail(manager, user, stop, clock.now());
    await allowMail(manager, user.id, allow);
  });
}
