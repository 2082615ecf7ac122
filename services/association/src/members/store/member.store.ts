import type { UserChanged } from '@app/events/user-changed';
import { boolean, columns, instant, integer, nullable, uuid } from '@app/subgraph-kit/columns';
import { queryRows } from '@app/subgraph-kit/query-rows';
import type { EntityManager } from 'typeorm';
import { announcedOffboarding, type LeavingState, type Offboarding } from '../domain/offboarding.js';

/** The part of a member's row that says whether and when the user leaves. */
export type Member = LeavingState & { readonly version: number };

const LEAVING = columns({
  version: integer(),
  leavesReportAt: nullable(instant()),
  leavingSince: nullable(instant()),
  offboarded: boolean(),
  offboardedUntil: nullable(instant()),
});

const LOCK = { columns: LEAVING, text: `SELECT ${LEAVING} FROM association.member WHERE user_id = $1 FOR UPDATE` };

const USER_ID = columns({ userId: uuid() });

const TO_OFFBOARD = {
  columns: USER_ID,
  text: `SELECT ${USER_ID} FROM association.member
    WHERE leaves_report_at <= $1 AND NOT offboarded ORDER BY leaves_report_at, user_id LIMIT $2`,
};

/** The offboarding in a user event, or null. */
export function offboardingIn(user: UserChanged): Offboarding | null {
  const instant = (text: string | null | undefined) => (typeof text === 'string' ? new Date(text) : null);
  return announcedOffboarding({
    leavesReportAt: instant(user.leavesReportAt),
    leavingSince: instant(user.leavingSince),
    deactivatedAt: instant(user.deactivatedAt),
    deletedAt: instant(user.deletedAt),
  });
}

/** The offboardings before the last return that a user event lists; undefined where it has no list. */
export function pastOffboardingsIn({ departures }: UserChanged): Offboarding[] | undefined {
  return departures?.map((one) => ({ leftAt: new Date(one.leavingSince), dropsAt: new Date(one.leavesReportAt) }));
}

/** Locks the member until the transaction ends; null for a user without a row. */
export async function lockMember(manager: EntityManager, userId: string): Promise<Member | null> {
  const [row] = await queryRows(manager, LOCK, [userId]);
  if (!row) return null;
  const { leavesReportAt: dropsAt, leavingSince, ...member } = row;
  return { ...member, offboarding: dropsAt && { dropsAt, leftAt: leavingSince ?? dropsAt } };
}

/** Stores the newest version of a user. Events may arrive in any order and repeatedly. */
export async function upsertMember(
  manager: EntityManager,
  user: UserChanged,
  offboardedUntil: Date | null,
): Promise<void> {
  await manager.query(
    `INSERT INTO association.member AS m (user_id, version, organization_id, email, display_name, status, invited_at,
        deactivated_at, deleted_at, leaves_report_at, leaving_since, offboarded_until, department, country)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     ON CONFLICT ON CONSTRAINT member_pk DO UPDATE
        SET version = excluded.version, organization_id = excluded.organization_id, email = excluded.email,
            display_name = excluded.display_name, status = excluded.status, invited_at = excluded.invited_at,
            deactivated_at = excluded.deactivated_at, deleted_at = excluded.deleted_at,
            leaves_report_at = excluded.leaves_report_at, leaving_since = excluded.leaving_since,
            offboarded_until = excluded.offboarded_until,
            department = CASE WHEN $15 THEN excluded.department ELSE m.department END,
            country = CASE WHEN $16 THEN excluded.country ELSE m.country END,
            offboarded = m.offboarded AND m.leaves_report_at IS NOT DISTINCT FROM excluded.leaves_report_at
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
      offboardingIn(user)?.leftAt ?? null,
      offboardedUntil,
      user.department ?? null,
      user.country ?? null,
      // An event without these fields leaves the stored values unchanged.
      user.department !== undefined,
      user.country !== undefined,
    ],
  );
}

/** Marks the offboarding in force as processed: every link that it ends has ended. */
export async function markOffboarded(manager: EntityManager, userId: string): Promise<void> {
  await manager.query(
    `UPDATE association.member SET offboarded = true, offboarded_until = leaves_report_at
      WHERE user_id = $1 AND NOT offboarded`,
    [userId],
  );
}

/** Members whose refresh has come and whose offboarding is not processed, longest overdue first. */
export async function membersToOffboard(manager: EntityManager, now: Date, limit: number): Promise<string[]> {
  const rows = await queryRows(manager, TO_OFFBOARD, [now, limit]);
  return rows.map((row) => row.userId);
}
