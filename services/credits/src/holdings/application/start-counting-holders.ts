import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import type { CredentialList } from '../../rules/domain/credential-list.js';
import { computeHolderChanges } from '../domain/list-holders.js';
import {
  insertHolderChanges,
  listOrganizationsToCount,
  listUncountedLists,
  lockCounting,
  markCounted,
} from '../store/holder-change.store.js';
import { pageHoldingsByPerson } from '../store/holding-pages.store.js';

/**
 * Starts to count the holders of lists that newer rules added. Each organization takes one transaction, in which its
 * holdings are locked. Until then scores count holdings directly. Idempotent.
 */
export async function startCountingHolders({ dataSource }: Pick<Dependencies, 'dataSource'>): Promise<void> {
  const organizationIds = await inTransaction(dataSource, 'every-organization', listOrganizationsToCount);
  for (const organizationId of organizationIds) {
    await inTransaction(dataSource, { organizationId }, async (manager) => {
      await manager.query("SET LOCAL statement_timeout = '5min'");
      await lockCounting(manager, organizationId);
      const lists = await listUncountedLists(manager, organizationId);
      for await (const people of pageHoldingsByPerson(manager, organizationId)) {
        await insertHolderChanges(
          manager,
          people.flatMap((held) => changesOf(organizationId, lists, held)),
        );
      }
      await markCounted(manager, organizationId, lists);
    });
  }
}

function changesOf(
  organizationId: string,
  lists: readonly CredentialList[],
  held: Parameters<typeof computeHolderChanges>[1],
) {
  return computeHolderChanges(lists, held).map((change) => ({ organizationId, ...change }));
}
