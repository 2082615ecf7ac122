import { inTransaction } from '@app/subgraph-kit/transaction';
import type { Dependencies } from '../../dependencies.js';
import { allowLongStatements } from '../../values/store/long-statements.js';
import { compactList, listChangedLists } from '../store/holder-change.store.js';

/** Adds changes up by day and month, a list at a time, so that a number of holders stays quick to read. */
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
