import { columns, oneOf } from '@app/subgraph-kit/columns';
import { queryRows } from '@app/subgraph-kit/query-rows';
import type { EntityManager } from 'typeorm';
import type { UserStatus } from '../domain/user.js';

/** The trigger behind "an organisation that has a GLOBAL_ADMIN keeps one". */
export const LAST_GLOBAL_ADMIN_CONSTRAINT = 'user_account_last_global_admin';

/** Nobody else takes a GLOBAL_ADMIN of the organisation away until the transaction ends. Users are locked before. */
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

/** The states of the organisation's other GLOBAL_ADMINs who are neither deactivated nor deleted; at most one of each. */
export async function otherGlobalAdmins(
  manager: EntityManager,
  user: { organizationId: string; id: string },
): Promise<UserStatus[]> {
  const rows = await queryRows(manager, OTHER_GLOBAL_ADMINS, [user.organizationId, user.id]);
  return rows.map(({ status }) => status);
}

/**
 * From here to the end of the transaction the last GLOBAL_ADMIN may go: a directory that ends somebody's access is
 * followed, and the platform's operators can invite another one.
 */
export async function followDirectory(manager: EntityManager): Promise<void> {
  await manager.query("SELECT set_config('app.last_global_admin', 'may-go', true)");
}
