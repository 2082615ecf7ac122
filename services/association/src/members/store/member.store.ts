import type { UserChanged } from '@app/events/user-changed';
import { boolean, columns, instant, integer, nullable, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
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
export function pastOffboardingsIn({ pastOffboardings }: UserChanged): Offboarding[] | undefined {
  return pastOffboardings?.map((one) => ({
    leftAt: new Date(one.leavingSince),
    dropsAt: new Date(one.leavesReportAt),
  }));
}

/** Locks the member until the transaction ends; null for a user without a row. */
export async function lockMember(manager: EntityManager, userId: string): Promise<Member | null> {
  const [row] = await queryRows(manager, LOCK, [userId]);
  if (!row) return null;
  const { leavesReportAt: dropsAt, leavingSince, ...member } = row;
  return { ...member, offboarding: dropsAt && { dropsAt, leftAt: leavingSince ?? dropsAt } };
}

/** The columns that follow a user event, and its fields. */
const PROJECTED = {
  version: 'version',
  organization_id: 'organizationId',
  email: 'email',
  display_name: 'displayName',
  status: 'status',
  invited_at: 'invitedAt',
  deactivated_at: 'deactivatedAt',
  deleted_at: 'deletedAt',
  leaves_report_at: 'leavesReportAt',
} as const satisfies Record<string, keyof UserChanged>;

/** The same for optional fields: an event without the field leaves the stored value unchanged. */
const OPTIONAL = { department: 'department', country: 'country' } as const satisfies Record<string, keyof UserChanged>;

const REPLACED = ['leaving_since', 'offboarded_until', ...Object.keys(PROJECTED)];
const WRITTEN = ['user_id', ...REPLACED, ...Object.keys(OPTIONAL)];
const isPresent = (index: number) => `$${WRITTEN.length + index + 1}::boolean`;

const UPSERT = `INSERT INTO association.member AS m (${WRITTEN.join(', ')})
  VALUES (${WRITTEN.map((_, index) => `$${index + 1}`).join(', ')})
  ON CONFLICT ON CONSTRAINT member_pk DO UPDATE SET
    ${REPLACED.map((column) => `${column} = excluded.${column}`).join(', ')},
    ${Object.keys(OPTIONAL)
      .map((column, index) => `${column} = CASE WHEN ${isPresent(index)} THEN excluded.${column} ELSE m.${column} END`)
      .join(', ')},
    offboarded = m.offboarded AND m.leaves_report_at IS NOT DISTINCT FROM excluded.leaves_report_at
  WHERE m.version < excluded.version`;

/** Stores the newest version of a user. Events may arrive in any order and repeatedly. */
export async function upsertMember(
  manager: EntityManager,
  user: UserChanged,
  offboardedUntil: Date | null,
): Promise<void> {
  const optional = Object.values(OPTIONAL);
  await manager.query(UPSERT, [
    ...[user.id, offboardingIn(user)?.leftAt ?? null, offboardedUntil],
    ...Object.values(PROJECTED).map((field) => user[field]),
    ...optional.map((field) => user[field] ?? null),
    ...optional.map((field) => user[field] !== undefined),
  ]);
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
