import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import { enqueueMail } from '../../mail/application/enqueue-mail.js';
import { firstSignalAhead } from '../domain/leaver.js';
import { leaverDigest } from '../domain/leaver-digest.js';
import { lockAdministration } from '../store/global-admin.store.js';
import {
  findOrganizationsWithLeavers,
  findUserManagers,
  type OrganizationWithLeavers,
  takeLeaversOfDigest,
} from '../store/leaver-digest-entry.store.js';

/** A digest that the mail server did not accept within this time is not worth sending. */
const WORTH_SENDING = 2 * 24 * 60 * 60_000;

/**
 * Writes a digest to the administrators of each organization where users began to leave: one a day at most, however many
 * users a directory deactivates, and each leaver once. Without a mail server it does nothing.
 */
export async function sendLeaverDigests(deps: Dependencies): Promise<void> {
  if (!deps.sendsMail) return;
  const now = deps.clock.now();
  const time = { now, countsSince: firstSignalAhead(now, deps.reportDay) };
  const organizations = await inTransaction(deps.dataSource, 'every-organization', (manager) =>
    findOrganizationsWithLeavers(manager, time),
  );
  for (const organization of organizations) await sendDigestOf(deps, organization, time);
}

async function sendDigestOf(
  { dataSource, reportDay }: Dependencies,
  { id: organizationId, name: organizationName }: OrganizationWithLeavers,
  time: { readonly now: Date; readonly countsSince: Date },
): Promise<void> {
  await inTransaction(dataSource, { organizationId }, async (manager) => {
    // One digest after the other: the second one finds that there was one today.
    await lockAdministration(manager, organizationId);
    const leavers = await takeLeaversOfDigest(manager, organizationId, time);
    if (leavers.length === 0) return;
    await enqueueMail(manager, await findUserManagers(manager, organizationId), {
      organizationId,
      kind: 'LEAVER',
      content: leaverDigest(leavers, { organizationName, reportDay }),
      createdAt: time.now,
      notAfter: new Date(time.now.getTime() + WORTH_SENDING),
    });
  });
}
