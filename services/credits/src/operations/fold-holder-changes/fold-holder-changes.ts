import { inTransaction } from '@app/subgraph-kit/transaction';
import type { Dependencies } from '../../dependencies.js';
import { crowdedLists, foldChanges } from '../../persistence/holder-change.store.js';
import { havePatience } from '../../persistence/patience.js';

/** Makes one row of all changes of a list on a day, a list at a time, so that numbers of holders stay quick to add up. */
export async function foldHolderChanges({ dataSource }: Pick<Dependencies, 'dataSource'>): Promise<void> {
  const lists = await inTransaction(dataSource, 'every-organization', async (manager) => {
    await havePatience(manager);
    return crowdedLists(manager);
  });
  for (const list of lists) {
    await inTransaction(dataSource, 'every-organization', async (manager) => {
      await havePatience(manager);
      await foldChanges(manager, list);
    });
  }
}
