import { tenantScopeOf } from '@app/subgraph-kit/database/tenant-scope';
import { inTransaction, violatedConstraint } from '@app/subgraph-kit/database/transaction';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { EntityManager } from 'typeorm';
import type { Dependencies, Request } from '../../dependencies.js';
import type { User } from '../domain/user.js';
import { LAST_GLOBAL_ADMIN_CONSTRAINT } from '../store/global-admin.store.js';
import { lockUser } from '../store/user.store.js';
import { changeBy } from './change-metadata.js';
import { deleteUserAccount } from './end-access.js';
import { isIndispensable } from './last-global-admin.js';
import { recordIfRefused } from './record-refused-attempt.js';

export type DeleteUserCommand = Request & { readonly userId: string };

export type DeleteUserOutcome =
  | { readonly kind: 'deleted'; readonly user: User }
  | { readonly kind: 'last-global-admin' | 'no-user' };

/** Soft-deletes a user (R20, R23). Deleting again changes no instant. */
export async function deleteUser(deps: Dependencies, command: DeleteUserCommand): Promise<DeleteUserOutcome> {
  const outcome = await tryToDelete(deps, command);
  return recordIfRefused(deps, command, { userId: command.userId, attempted: 'DELETED' }, outcome);
}

async function tryToDelete(deps: Dependencies, command: DeleteUserCommand): Promise<DeleteUserOutcome> {
  if (!isUuid(command.userId)) return { kind: 'no-user' };
  try {
    return await inTransaction(deps.dataSource, tenantScopeOf(command.caller), (manager) =>
      remove(deps, manager, command),
    );
  } catch (error) {
    if (violatedConstraint(error) !== LAST_GLOBAL_ADMIN_CONSTRAINT) throw error;
    return { kind: 'last-global-admin' };
  }
}

async function remove(
  { clock, reportDay }: Dependencies,
  manager: EntityManager,
  { caller, requestId, userId }: DeleteUserCommand,
): Promise<DeleteUserOutcome> {
  const user = await lockUser(manager, userId);
  if (user === undefined) return { kind: 'no-user' };
  if (await isIndispensable(manager, user)) return { kind: 'last-global-admin' };
  const metadata = changeBy({ caller, requestId }, { at: clock.now(), reportDay });
  return { kind: 'deleted', user: await deleteUserAccount(manager, user, metadata) };
}
