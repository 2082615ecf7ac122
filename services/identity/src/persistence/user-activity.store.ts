import type { EntityManager } from 'typeorm';
import { UserActivityRow } from './user-activity.row.js';

export type UserActivityKind =
  | 'INVITED'
  | 'INVITATION_RESENT'
  | 'FIRST_SIGN_IN'
  | 'ROLES_CHANGED'
  | 'DEACTIVATED'
  | 'REACTIVATED'
  | 'DELETED'
  | 'RESTORED';

/** What happened to a user: by whom, in which request, when. */
export type UserActivity = {
  readonly organizationId: string;
  readonly userId: string;
  readonly kind: UserActivityKind;
  readonly actor: string;
  readonly requestId: string;
  readonly at: Date;
};

/** Adds a row that is never changed again. */
export async function recordActivity(manager: EntityManager, activity: UserActivity): Promise<void> {
  await manager.insert(UserActivityRow, { ...activity });
}
