import { tenantScopeOf } from '@app/subgraph-kit/database/tenant-scope';
import { inTransaction, violatedConstraint } from '@app/subgraph-kit/database/transaction';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { EntityManager } from 'typeorm';
import type { Dependencies, Request } from '../../dependencies.js';
import { isRestorable } from '../domain/leaver.js';
import type { User } from '../domain/user.js';
import { lockNameInDirectory } from '../store/directory-entry.store.js';
import { findUser, findUserByAddress, lockUser, USER_ADDRESS_CONSTRAINT } from '../store/user.store.js';
import { changeBy } from './change-metadata.js';
import { recordIfRefused } from './record-refused-attempt.js';
import { restoreUserAccount } from './restore-access.js';

export type RestoreUserCommand = Request & { readonly userId: string };

export type RestoreUserOutcome =
  | { readonly kind: 'restored' | 'window-passed' | 'user-exists'; readonly user: User }
  | { readonly kind: 'no-user' };

/** Restores a deleted user within 30 days (R23). Restoring a user who is not deleted changes nothing. */
export async function restoreUser(deps: Dependencies, command: RestoreUserCommand): Promise<RestoreUserOutcome> {
  const outcome = await tryToRestore(deps, command);
  return recordIfRefused(deps, command, { userId: command.userId, attempted: 'RESTORED' }, outcome);
}

async function tryToRestore(deps: Dependencies, command: RestoreUserCommand): Promise<RestoreUserOutcome> {
  const { caller, userId } = command;
  if (!isUuid(userId)) return { kind: 'no-user' };
  try {
    return await inTransaction(deps.dataSource, tenantScopeOf(caller), (manager) => restore(deps, manager, command));
  } catch (error) {
    if (violatedConstraint(error) !== USER_ADDRESS_CONSTRAINT) throw error;
    const conflict = await inTransaction(deps.dataSource, tenantScopeOf(caller), (manager) =>
      findConflict(manager, userId),
    );
    return conflict ?? tryToRestore(deps, command);
  }
}

async function restore(
  { clock, reportDay }: Dependencies,
  manager: EntityManager,
  { caller, requestId, userId }: RestoreUserCommand,
): Promise<RestoreUserOutcome> {
  // A concurrent directory request may give the name to another user: the first transaction wins.
  await lockNameInDirectory(manager, userId);
  const user = await lockUser(manager, userId);
  if (user === undefined) return { kind: 'no-user' };
  const at = clock.now();
  if (!isRestorable(user.deletedAt, at)) return { kind: 'window-passed', user };
  const metadata = changeBy({ caller, requestId }, { at, reportDay });
  return { kind: 'restored', user: await restoreUserAccount(manager, user, metadata) };
}

/** The user who has the address; undefined when it has become free. */
async function findConflict(manager: EntityManager, userId: string): Promise<RestoreUserOutcome | undefined> {
  const user = await findUser(manager, userId);
  const holder = user && (await findUserByAddress(manager, user.organizationId, user.email));
  return holder === undefined || holder.id === userId ? undefined : { kind: 'user-exists', user: holder };
}
