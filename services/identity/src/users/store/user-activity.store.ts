import type { EntityManager } from 'typeorm';
import type { RefusedAttempt, UserActivityKind } from '../domain/user-activity.js';

/** An entry of the audit trail: what happened to a user, actor, program, request and instant. */
export type UserActivity = {
  readonly organizationId: string;
  readonly userId: string;
  readonly kind: UserActivityKind;
  readonly actor: string;
  readonly client?: string | null | undefined;
  readonly requestId: string;
  readonly at: Date;
};

/** Appends to the audit trail of users. */
export async function recordActivities(manager: EntityManager, activities: readonly UserActivity[]): Promise<void> {
  const rows = activities.map((activity) => ({ ...activity, at: activity.at.toISOString() }));
  await manager.query(
    `INSERT INTO identity.user_activity (organization_id, user_id, kind, actor, client, request_id, at)
      SELECT a."organizationId", a."userId", a.kind, a.actor, a.client, a."requestId", a.at FROM jsonb_to_recordset($1::jsonb)
        AS a ("organizationId" uuid, "userId" uuid, kind text, actor text, client text, "requestId" text, at timestamptz)`,
    [JSON.stringify(rows)],
  );
}

/** Appends a rejected attempt to change a user of the tenant scope, or to invite a person to an organization. */
export async function recordRefusal(
  manager: EntityManager,
  { userId, organizationId, attempted, reason }: RefusedAttempt,
  { actor, client, requestId, at }: Pick<UserActivity, 'actor' | 'client' | 'requestId' | 'at'>,
): Promise<void> {
  await manager.query(
    `INSERT INTO identity.user_activity
       (organization_id, user_id, kind, reason, attempted, actor, client, request_id, at)
     SELECT organization_id, user_id, 'REFUSED', $3, $4, $5, $6, $7, $8 FROM (
       SELECT u.organization_id, u.id AS user_id FROM identity.user_account u WHERE u.id = $1
       UNION ALL SELECT o.id, NULL FROM identity.organization o WHERE $1::uuid IS NULL AND o.id = $2) AS about`,
    [userId ?? null, organizationId ?? null, reason, attempted, actor, client, requestId, at],
  );
}
