import type { UserChanged } from '@app/events/user-changed';
import type { EntityManager } from 'typeorm';

/** Keeps the newest state of a user: any order and any number of deliveries end the same. */
export async function keepMember(manager: EntityManager, user: UserChanged): Promise<void> {
  await manager.query(
    `INSERT INTO association.member AS m (user_id, version, organization_id, email, display_name, status, invited_at,
        deactivated_at, deleted_at, leaves_report_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT ON CONSTRAINT member_pk DO UPDATE
        SET version = excluded.version, organization_id = excluded.organization_id, email = excluded.email,
            display_name = excluded.display_name, status = excluded.status, invited_at = excluded.invited_at,
            deactivated_at = excluded.deactivated_at, deleted_at = excluded.deleted_at,
            leaves_report_at = excluded.leaves_report_at
      WHERE m.version < excluded.version`,
    [
      user.id,
      user.version,
      user.organizationId,
      user.email,
      user.displayName,
      user.status,
      user.invitedAt,
      user.deactivatedAt,
      user.deletedAt,
      user.leavesReportAt,
    ],
  );
}
