import type { EventMetadata } from '@app/events/consume';
import type { UserChanged } from '@app/events/user-changed';
import { inTransaction } from '@app/subgraph-kit/transaction';
import type { Dependencies } from '../../dependencies.js';
import { depart, endForDeparture, undoDeparture } from '../../linking/application/offboard-member.js';
import { associationsOfUser, lockAccount } from '../../linking/store/association.store.js';
import { departureOf, keepMember, lockMember, pastDeparturesOf } from '../../members/store/member.store.js';
import { type KnownLeaving, leavingNews } from '../domain/reconcile-offboardings.js';

const UNHEARD_OF: KnownLeaving = { departure: null, departed: false, departedUntil: null };

/**
 * Keeps what identity told of a user. Whoever came back after the refresh had left, also when the job was not there in
 * between; whoever came back before it never left, also when that is heard later.
 */
export async function learnUser(
  { dataSource, clock }: Pick<Dependencies, 'dataSource' | 'clock'>,
  user: UserChanged,
  { at: toldAt, requestId }: EventMetadata,
): Promise<void> {
  await inTransaction(dataSource, 'every-organization', async (manager) => {
    const associations = await lockAccount(manager, user.id);
    const known = await lockMember(manager, user.id);
    if (known !== null && known.version >= user.version) return;
    const told = { departure: departureOf(user), past: pastDeparturesOf(user), toldAt };
    const news = leavingNews(known ?? UNHEARD_OF, told);
    if (news.takenBack) await undoDeparture(manager, associations, news.takenBack, { at: toldAt, requestId });
    for (const departure of news.tookEffect)
      await endForDeparture(manager, await associationsOfUser(manager, user.id), departure, requestId);
    await keepMember(manager, user, news.departedUntil);
    if (told.departure !== null) await depart(manager, user.id, clock, requestId);
  });
}
