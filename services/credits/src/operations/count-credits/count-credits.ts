import { inTransaction } from '@app/subgraph-kit/transaction';
import type { Dependencies } from '../../dependencies.js';
import { type CountingScope, countOpenCredits, openCredits } from '../../persistence/credit.store.js';
import { workOutHoldings } from '../../persistence/holding.store.js';
import { peopleOf, peopleToWorkOut } from '../../persistence/people-to-work-out.store.js';

const PEOPLE_AT_A_TIME = 500;

/**
 * Opens and counts what is linked, recorded and not counted yet within the scope, and works out what the people hold;
 * done again, it changes nothing.
 */
export async function countCredits(dependencies: Dependencies, scope: CountingScope): Promise<void> {
  const { dataSource, clock, rules, creditDeadlineDays } = dependencies;
  await inTransaction(dataSource, 'every-organization', async (manager) => {
    // Looking through everything takes longer than a request may.
    if (scope === 'everything') await manager.query("SET LOCAL statement_timeout = '5min'");
    const now = clock.now();
    await openCredits(manager, scope, { now, deadlineDays: creditDeadlineDays, countedAt: now });
    await countOpenCredits(manager, scope, now);
    if (scope !== 'everything') await workOutHoldings(manager, rules.catalogue, await peopleOf(manager, scope), now);
  });
  if (scope === 'everything') await workOutWhatWasMissed(dependencies);
}

async function workOutWhatWasMissed({ dataSource, clock, rules }: Dependencies): Promise<void> {
  for (;;) {
    const found = await inTransaction(dataSource, 'every-organization', async (manager) => {
      const people = await peopleToWorkOut(manager, PEOPLE_AT_A_TIME);
      await workOutHoldings(manager, rules.catalogue, people, clock.now());
      return people.length;
    });
    if (found < PEOPLE_AT_A_TIME) return;
  }
}
