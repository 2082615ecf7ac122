import type { AllowanceChanged } from '@app/events/allowance-changed';
import type { EntityManager } from 'typeorm';

/** Stores the newest version of the next association date of a user, in any order of arrival. */
export async function applyAllowanceChanged(manager: EntityManager, body: AllowanceChanged, at: Date): Promise<void> {
  await manager.query(
    `INSERT INTO next_association AS stored (id, version, user_id, organization_id, source, next_at, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT ON CONSTRAINT next_association_pk DO UPDATE SET version = excluded.version, next_at = excluded.next_at,
       organization_id = excluded.organization_id, changed_at = excluded.changed_at
     WHERE stored.version < excluded.version`,
    [body.id, body.version, body.userId, body.organizationId, body.source, body.nextAssociationAt, at],
  );
}
