import { inTransaction } from '@app/subgraph-kit/transaction';
import type { Dependencies } from '../../dependencies.js';
import type { CredentialList } from '../../rules/domain/credential-list.js';
import { holderChanges } from '../domain/list-holders.js';
import {
  addChanges,
  beginToCount,
  lockCounting,
  organizationsNotCounted,
  uncountedLists,
} from '../store/holder-change.store.js';
import { holdingsByPerson } from '../store/holding-pages.store.js';

/**
 * Begins to count the holders of lists that rules brought since: organisation by organisation, each in one transaction
 * in which nobody's holdings change there. Until then a score counts the people themselves. Done again, it finds nothing.
 */
export async function countHolders({ dataSource }: Pick<Dependencies, 'dataSource'>): Promise<void> {
  const organizationIds = await inTransaction(dataSource, 'every-organization', organizationsNotCounted);
  for (const organizationId of organizationIds) {
    await inTransaction(dataSource, { organizationId }, async (manager) => {
      await manager.query("SET LOCAL statement_timeout = '5min'");
      await lockCounting(manager, organizationId);
      const lists = await uncountedLists(manager, organizationId);
      for await (const people of holdingsByPerson(manager, organizationId)) {
        await addChanges(
          manager,
          people.flatMap((held) => changesOf(organizationId, lists, held)),
        );
      }
      await beginToCount(manager, organizationId, lists);
    });
  }
}

function changesOf(
  organizationId: string,
  lists: readonly CredentialList[],
  held: Parameters<typeof holderChanges>[1],
) {
  return holderChanges(lists, held).map((change) => ({ organizationId, ...change }));
}
