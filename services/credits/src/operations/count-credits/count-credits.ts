import { inTransaction } from '@app/subgraph-kit/transaction';
import type { Dependencies } from '../../dependencies.js';
import { type CountingScope, countOpenCredits, openCredits } from '../../persistence/credit.store.js';

/** Opens and counts what is linked, recorded and not counted yet within the scope; done again, it changes nothing. */
export async function countCredits(
  { dataSource, clock, creditDeadlineDays }: Dependencies,
  scope: CountingScope,
): Promise<void> {
  await inTransaction(dataSource, 'every-organization', async (manager) => {
    // Looking through everything takes longer than a request may.
    if (scope === 'everything') await manager.query("SET LOCAL statement_timeout = '5min'");
    const now = clock.now();
    await openCredits(manager, scope, { now, deadlineDays: creditDeadlineDays, countedAt: now });
    await countOpenCredits(manager, scope, now);
  });
}
