import { tenantScopeOf } from '@app/subgraph-kit/database/tenant-scope';
import { inTransaction, violatedConstraint } from '@app/subgraph-kit/database/transaction';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { Dependencies, Request } from '../../dependencies.js';
import { changeBy } from '../../users/application/change-metadata.js';
import { recordIfRefused } from '../../users/application/record-refused-attempt.js';
import { normalizeRoles, type Role } from '../../users/domain/role.js';
import { LAST_GLOBAL_ADMIN_CONSTRAINT } from '../../users/store/global-admin.store.js';
import type { ScimGroup } from '../domain/scim-group.js';
import { lockGroup, memberIds, updateGroup } from '../store/scim-group.store.js';
import { applyGroupRoles, LeavesNoGlobalAdmin } from './group-roles.js';

export type SetGroupRolesCommand = Request & { readonly groupId: string; readonly roles: readonly Role[] };

export type SetGroupRolesOutcome =
  | { readonly kind: 'set'; readonly group: ScimGroup }
  | { readonly kind: 'no-group' | 'last-global-admin' };

/** Sets the roles of all members of a group, present and future. The same roles again change nothing. */
export async function setGroupRoles(deps: Dependencies, command: SetGroupRolesCommand): Promise<SetGroupRolesOutcome> {
  const outcome = await tryToSet(deps, command);
  const organizationId = 'organizationId' in command.caller ? command.caller.organizationId : undefined;
  return recordIfRefused(
    deps,
    command,
    { ...(organizationId && { organizationId }), attempted: 'ROLES_CHANGED' },
    outcome,
  );
}

async function tryToSet(deps: Dependencies, command: SetGroupRolesCommand): Promise<SetGroupRolesOutcome> {
  const { caller, requestId, groupId } = command;
  if (!isUuid(groupId)) return { kind: 'no-group' };
  const roles = normalizeRoles(command.roles);
  try {
    return await inTransaction(deps.dataSource, tenantScopeOf(caller), async (manager) => {
      const group = await lockGroup(manager, groupId);
      if (group === undefined) return { kind: 'no-group' };
      if (roles.join() === normalizeRoles(group.roles).join()) return { kind: 'set', group };
      const at = deps.clock.now();
      const changed = await updateGroup(manager, group, { roles }, at);
      const metadata = changeBy({ caller, requestId }, { at, reportDay: deps.reportDay });
      await applyGroupRoles(manager, await memberIds(manager, group.id), metadata, 'reject');
      return { kind: 'set', group: changed };
    });
  } catch (error) {
    if (error instanceof LeavesNoGlobalAdmin || violatedConstraint(error) === LAST_GLOBAL_ADMIN_CONSTRAINT)
      return { kind: 'last-global-admin' };
    throw error;
  }
}
