import { tenantScopeOf } from '@app/subgraph-kit/database/tenant-scope';
import { inTransaction, violatedConstraint } from '@app/subgraph-kit/database/transaction';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { EntityManager } from 'typeorm';
import type { Dependencies, Request } from '../../dependencies.js';
import { mayChangeRoles } from '../domain/granting.js';
import { allRoles, normalizeRoles, type Role } from '../domain/role.js';
import type { User } from '../domain/user.js';
import { LAST_GLOBAL_ADMIN_CONSTRAINT } from '../store/global-admin.store.js';
import { lockUser, updateUser } from '../store/user.store.js';
import { changeBy } from './change-metadata.js';
import { isIndispensable } from './last-global-admin.js';
import { recordIfRefused } from './record-refused-attempt.js';
import { recordUserChange } from './record-user-change.js';

export type ChangeUserRolesCommand = Request & { readonly userId: string; readonly roles: readonly Role[] };

export type ChangeUserRolesOutcome =
  | { readonly kind: 'changed'; readonly user: User }
  | { readonly kind: 'last-global-admin' | 'not-permitted' | 'no-user' | 'deleted' };

/** Replaces the roles granted to a user by hand; roles by groups stay. The same roles again change nothing. */
export async function changeUserRoles(
  deps: Dependencies,
  command: ChangeUserRolesCommand,
): Promise<ChangeUserRolesOutcome> {
  const outcome = await tryToChangeRoles(deps, command);
  return recordIfRefused(deps, command, { userId: command.userId, attempted: 'ROLES_CHANGED' }, outcome);
}

async function tryToChangeRoles(deps: Dependencies, command: ChangeUserRolesCommand): Promise<ChangeUserRolesOutcome> {
  if (!isUuid(command.userId)) return { kind: 'no-user' };
  try {
    return await inTransaction(deps.dataSource, tenantScopeOf(command.caller), (manager) =>
      change(deps, manager, command),
    );
  } catch (error) {
    if (violatedConstraint(error) !== LAST_GLOBAL_ADMIN_CONSTRAINT) throw error;
    return { kind: 'last-global-admin' };
  }
}

async function change(
  deps: Dependencies,
  manager: EntityManager,
  { caller, requestId, userId, roles: wanted }: ChangeUserRolesCommand,
): Promise<ChangeUserRolesOutcome> {
  const user = await lockUser(manager, userId);
  if (user === undefined) return { kind: 'no-user' };
  const grantedRoles = normalizeRoles(wanted);
  if (!mayChangeRoles(caller, user.roles, grantedRoles)) return { kind: 'not-permitted' };
  if (user.deletedAt !== null) return { kind: 'deleted' };
  if (grantedRoles.join() === normalizeRoles(user.grantedRoles).join()) return { kind: 'changed', user };
  const roles = allRoles({ ...user, grantedRoles });
  if (!roles.includes('GLOBAL_ADMIN') && (await isIndispensable(manager, user))) return { kind: 'last-global-admin' };

  const changed = await updateUser(manager, user, { grantedRoles });
  const metadata = changeBy({ caller, requestId }, { at: deps.clock.now(), reportDay: deps.reportDay });
  await recordUserChange(manager, changed, 'ROLES_CHANGED', metadata);
  return { kind: 'changed', user: changed };
}
