import type { EventMetadata } from '@app/events/event';
import type { UserChanged } from '@app/events/user-changed';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import { endLinksOf, offboardWithin } from '../../linking/application/offboard-member.js';
import { associationsOfUser, lockAccount } from '../../linking/store/association.store.js';
import type { LeavingState } from '../../members/domain/offboarding.js';
import { lockMember, offboardingIn, pastOffboardingsIn, upsertMember } from '../../members/store/member.store.js';
import { reconcileOffboardings } from '../domain/reconcile-offboardings.js';
import { undoOffboarding } from './undo-offboarding.js';

const NEVER_SEEN: LeavingState = { offboarding: null, offboarded: false, offboardedUntil: null };

/**
 * Applies a `user.changed` event to the projection and to the user's links. A user who returned after the refresh had
 * left, also when no job ran in between; a user who returned before it never left, also when the event arrives later.
 */
export async function applyUserChanged(
  { dataSource, clock }: Pick<Dependencies, 'dataSource' | 'clock'>,
  user: UserChanged,
  { at: announcedAt, requestId }: EventMetadata,
): Promise<void> {
  await inTransaction(dataSource, 'every-organization', async (manager) => {
    const associations = await lockAccount(manager, user.id);
    const stored = await lockMember(manager, user.id);
    if (stored !== null && stored.version >= user.version) return;
    const offboarding = offboardingIn(user);
    const announced = { offboarding, past: pastOffboardingsIn(user), announcedAt };
    const { takenBack, tookEffect, offboardedUntil } = reconcileOffboardings(stored ?? NEVER_SEEN, announced);
    if (takenBack) await undoOffboarding(manager, associations, takenBack, { at: announcedAt, requestId });
    for (const past of tookEffect)
      await endLinksOf(manager, await associationsOfUser(manager, user.id), past, requestId);
    await upsertMember(manager, user, offboardedUntil);
    if (offboarding !== null) await offboardWithin(manager, user.id, clock, requestId);
  });
}
