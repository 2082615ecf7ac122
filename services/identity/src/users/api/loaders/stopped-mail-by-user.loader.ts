import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import type { ChosenKind } from '../../../mail/domain/mail-kind.js';
import { readOptOuts } from '../../../mail/store/opt-out.store.js';

/** The kinds of mail that users stopped, in one statement. */
export function stoppedMailByUserLoader(reads: RequestReads): DataLoader<string, readonly ChosenKind[]> {
  return new DataLoader(async (userIds) => {
    const byUser = Map.groupBy(await readOptOuts(reads, userIds), ({ userId }) => userId);
    return userIds.map((userId) => (byUser.get(userId) ?? []).map(({ kind }) => kind));
  });
}
