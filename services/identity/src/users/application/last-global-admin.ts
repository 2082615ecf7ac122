import type { EntityManager } from 'typeorm';
import { isGlobalAdmin, isLastGlobalAdmin } from '../domain/global-admin.js';
import type { User } from '../domain/user.js';
import { lockAdministration, otherGlobalAdmins } from '../store/global-admin.store.js';

/**
 * Whether the organization would lose its last GLOBAL_ADMIN with this locked user. The result holds until the
 * transaction ends.
 */
export async function isIndispensable(manager: EntityManager, user: User): Promise<boolean> {
  if (!isGlobalAdmin(user)) return false;
  await lockAdministration(manager, user.organizationId);
  return isLastGlobalAdmin(user, await otherGlobalAdmins(manager, user));
}
