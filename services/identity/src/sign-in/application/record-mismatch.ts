import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Logger } from 'pino';
import type { Dependencies } from '../../dependencies.js';
import type { User } from '../../users/domain/user.js';
import { type FoundMismatch, saveMismatch } from '../store/directory-mismatch.store.js';

/**
 * Stores and logs that the directory knows an account under another id than the person signs in with: at most once an
 * hour for the same ids.
 */
export async function recordMismatch(
  deps: Pick<Dependencies, 'dataSource' | 'clock'> & { readonly log: Logger },
  { id: userId, organizationId }: Pick<User, 'id' | 'organizationId'>,
  found: FoundMismatch,
  requestId: string,
): Promise<void> {
  const at = deps.clock.now();
  const isNew = await inTransaction(deps.dataSource, { organizationId }, (manager) =>
    saveMismatch(manager, { userId, organizationId, ...found, at }),
  );
  if (isNew)
    deps.log.warn(
      { requestId, organizationId, userId, foundBy: found.foundBy },
      'the directory knows an account under another id than the person signs in with: map externalId to the object id',
    );
}
