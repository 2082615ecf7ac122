import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import { settledMailKeptSince } from '../domain/retention.js';
import { deleteSettledMail as deleteNext, FIRST_SETTLED, type SettledPosition } from '../store/settled-mail.store.js';

const MESSAGES_AT_A_TIME = 1_000;

/**
 * Deletes settled messages that are no longer kept, in batches with a transaction each. Every message is looked at once,
 * so that the invitations that stay cost nothing more with each batch.
 */
export async function deleteSettledMail({
  dataSource,
  clock,
}: Pick<Dependencies, 'dataSource' | 'clock'>): Promise<void> {
  const before = settledMailKeptSince(clock.now());
  let next: SettledPosition | undefined = FIRST_SETTLED;
  while (next !== undefined) {
    const after: SettledPosition = next;
    next = await inTransaction(dataSource, 'every-organization', (manager) =>
      deleteNext(manager, { before, after, limit: MESSAGES_AT_A_TIME }),
    );
  }
}
