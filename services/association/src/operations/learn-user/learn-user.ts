import type { EventOrigin } from '@app/events/receive';
import type { UserChanged } from '@app/events/user-changed';
import { inTransaction } from '@app/subgraph-kit/transaction';
import type { Dependencies } from '../../dependencies.js';
import { departureAfterNews } from '../../domain/leaver.js';
import { depart, endForDeparture, undoDeparture } from '../../linking/departure.js';
import { lockAccount } from '../../persistence/association.store.js';
import { departureOf, keepMember, lockMember } from '../../persistence/member.store.js';

/**
 * Keeps what identity told of a user. Whoever came back after the refresh had left, also when the job was not there in
 * between; whoever came back before it never left, also when that is heard later.
 */
export async function learnUser(
  { dataSource, clock }: Pick<Dependencies, 'dataSource' | 'clock'>,
  user: UserChanged,
  { at: toldAt, requestId }: EventOrigin,
): Promise<void> {
  await inTransaction(dataSource, 'every-organization', async (manager) => {
    const associations = await lockAccount(manager, user.id);
    const known = await lockMember(manager, user.id);
    if (known !== null && known.version >= user.version) return;
    const told = departureOf(user);
    if (known?.departure) {
      const news = departureAfterNews(known.departure, told, toldAt);
      if (news === 'took-effect' && !known.departed)
        await endForDeparture(manager, associations, known.departure, requestId);
      if (news === 'taken-back' && known.departed)
        await undoDeparture(manager, associations, known.departure, { at: toldAt, requestId });
    }
    await keepMember(manager, user);
    if (told !== null) await depart(manager, user.id, clock, requestId);
  });
}
