import type { UserChanged } from '@app/events/user-changed';
import type { EntityManager } from 'typeorm';

/** Saves name, address and workplace of a user before a change is applied. */
export async function saveUserHistory(manager: EntityManager, body: UserChanged, at: Date): Promise<void> {
  const { id, version, email, displayName, department, country } = body;
  await manager.query(
    `INSERT INTO user_account_history (organization_id, user_id, until, email, display_name, department, country)
     SELECT organization_id, id, $3, email, display_name, department, country FROM user_account
     WHERE id = $1 AND version < $2 AND (email, display_name, department, country)
       IS DISTINCT FROM ($4, $5, CASE WHEN $8 THEN $6 ELSE department END, CASE WHEN $9 THEN $7 ELSE country END)
     ON CONFLICT ON CONSTRAINT user_account_history_pk DO NOTHING`,
    [
      ...[id, version, at, email, displayName, department ?? null, country ?? null],
      ...[department !== undefined, country !== undefined],
    ],
  );
}

/** Deletes states that no later report needs. */
export async function deleteUserHistory(
  manager: EntityManager,
  { organizationId, refresh }: { readonly organizationId: string; readonly refresh: Date },
): Promise<void> {
  await manager.query('DELETE FROM user_account_history WHERE organization_id = $1 AND until < $2', [
    organizationId,
    refresh,
  ]);
}
