import type { EntityManager } from 'typeorm';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import type { Flow } from './flow.store.js';

type Account = Pick<Flow, 'userId' | 'source' | 'organizationId'>;

/** Stores the profile that was rejected for this account, in place of an earlier one. The account is locked. */
export async function upsertRejectedProfile(
  manager: EntityManager,
  { userId, source, organizationId }: Account,
  rejected: { profileId: string; at: Date; expiresAt: Date },
): Promise<void> {
  await manager.query(
    `INSERT INTO association.rejected_profile (user_id, source, organization_id, profile_id, rejected_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT ON CONSTRAINT rejected_profile_pk DO UPDATE
        SET organization_id = excluded.organization_id, profile_id = excluded.profile_id,
            rejected_at = excluded.rejected_at, expires_at = excluded.expires_at`,
    [userId, source, organizationId, rejected.profileId, rejected.at, rejected.expiresAt],
  );
}

export async function deleteRejectedProfile(
  manager: EntityManager,
  userId: string,
  source: LearningSource,
): Promise<void> {
  await manager.query('DELETE FROM association.rejected_profile WHERE user_id = $1 AND source = $2', [userId, source]);
}

/** Deletes the profiles whose starts no longer limit their accounts. */
export async function deleteExpiredRejectedProfiles(manager: EntityManager, now: Date): Promise<void> {
  await manager.query('DELETE FROM association.rejected_profile WHERE expires_at <= $1', [now]);
}
