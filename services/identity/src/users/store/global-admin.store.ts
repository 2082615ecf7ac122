import { columns, oneOf } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { UserStatus } from '../domain/user.js';

/** The trigger that keeps a GLOBAL_ADMIN in every organization that has one. */
export const LAST_GLOBAL_ADMIN_CONSTRAINT = 'user_account_last_global_admin';

/** Locks the administration of an organization until the transaction ends. Users are locked before. */
export async function lockAdministration(manager: EntityManager, organizationId: string): Promise<void> {
  await manager.query('SELECT FROM identity.organization WHERE id = $1 FOR NO KEY UPDATE', [organizationId]);
}

const OTHER_GLOBAL_ADMINS = {
  columns: columns({ status: oneOf<UserStatus>() }),
  text: `SELECT DISTINCT CASE WHEN first_signed_in_at IS NULL THEN 'INVITED' ELSE 'ACTIVE' END AS status
    FROM identity.user_account
    WHERE organization_id = $1 AND roles @> ARRAY['GLOBAL_ADMIN'] AND deactivated_at IS NULL AND deleted_at IS NULL
      AND id <> $2`,
};

/** The states of the other GLOBAL_ADMINs with access, each at most once. */
export async function otherGlobalAdmins(
  manager: EntityManager,
  user: { organizationId: string; id: string },
): Promise<UserStatus[]> {
  const rows = await queryRows(manager, OTHER_GLOBAL_ADMINS, [user.organizationId, user.id]);
  return rows.map(({ status }) => status);
}

/**
 * Allows the rest of the transaction to remove the last GLOBAL_ADMIN: a directory that ends the access of a user takes
 * precedence, and an operator can invite another administrator.
 */
export async function allowRemovalOfLastGlobalAdmin(manager: EntityManager): Promise<void> {
  await manager.query("SELECT set_config('app.last_global_admin', 'may-go', true)");
}
