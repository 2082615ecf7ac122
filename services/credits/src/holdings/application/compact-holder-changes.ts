import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import { allowLongStatements } from '../../values/store/long-statements.js';
import { compactList, listChangedLists } from '../store/holder-change.store.js';

/** Compacts changes to sums by day and month, one list at a time. Reading a number of holders stays cheap. */
export async function compactHolderChanges({ dataSource }: Pick<Dependencies, 'dataSource'>): Promise<void> {
  const lists = await inTransaction(dataSource, 'every-organization', async (manager) => {
    await allowLongStatements(manager);
    return listChangedLists(manager);
  });
  for (const list of lists) {
    await inTransaction(dataSource, 'every-organization', async (manager) => {
      await allowLongStatements(manager);
      await compactList(manager, list);
    });
  }
}
