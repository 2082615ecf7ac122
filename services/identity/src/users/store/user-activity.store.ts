import type { EntityManager } from 'typeorm';

export type UserActivityKind =
  | 'INVITED'
  | 'INVITATION_RESENT'
  | 'FIRST_SIGN_IN'
  | 'ROLES_CHANGED'
  | 'DEACTIVATED'
  | 'REACTIVATED'
  | 'DELETED'
  | 'RESTORED';

/** An entry of the audit trail: what happened to a user, actor, request and instant. */
export type UserActivity = {
  readonly organizationId: string;
  readonly userId: string;
  readonly kind: UserActivityKind;
  readonly actor: string;
  readonly requestId: string;
  readonly at: Date;
};

/** Appends to the audit trail of users. */
export async function recordActivities(manager: EntityManager, activities: readonly UserActivity[]): Promise<void> {
  const rows = activities.map((activity) => ({ ...activity, at: activity.at.toISOString() }));
  await manager.query(
    `INSERT INTO identity.user_activity (organization_id, user_id, kind, actor, request_id, at)
      SELECT a."organizationId", a."userId", a.kind, a.actor, a."requestId", a.at FROM jsonb_to_recordset($1::jsonb)
        AS a ("organizationId" uuid, "userId" uuid, kind text, actor text, "requestId" text, at timestamptz)`,
    [JSON.stringify(rows)],
  );
}
