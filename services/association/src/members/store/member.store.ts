import type { UserChanged } from '@app/events/user-changed';
import type { EntityManager } from 'typeorm';
import { announcedDeparture, type Departure, type KnownLeaving } from '../../leavers/domain/reconcile-offboardings.js';
import type { LearningSource } from '../../providers/domain/learning-source.js';

/** What is known of a user, as far as leaving is concerned. */
export type Member = KnownLeaving & { version: number };

/** The departure that a user's news announce. */
export function departureOf(user: UserChanged): Departure | null {
  const instant = (text: string | null | undefined) => (typeof text === 'string' ? new Date(text) : null);
  return announcedDeparture({
    leavesReportAt: instant(user.leavesReportAt),
    leavingSince: instant(user.leavingSince),
    deactivatedAt: instant(user.deactivatedAt),
    deletedAt: instant(user.deletedAt),
  });
}

/** The departures before the last return that a user's news tell of; undefined where they do not. */
export function pastDeparturesOf({ departures }: UserChanged): Departure[] | undefined {
  return departures?.map((one) => ({ leftAt: new Date(one.leavingSince), dropsAt: new Date(one.leavesReportAt) }));
}

/** Nobody else changes the member until the transaction ends; null for who has not been heard of. */
export async function lockMember(manager: EntityManager, userId: string): Promise<Member | null> {
  type Row = Omit<Member, 'departure'> & { leavesReportAt: Date | null; leavingSince: Date | null };
  const [row]: Row[] = await manager.query(
    `SELECT version, leaves_report_at AS "leavesReportAt", leaving_since AS "leavingSince", departed,
        departed_until AS "departedUntil" FROM association.member WHERE user_id = $1 FOR UPDATE`,
    [userId],
  );
  if (!row) return null;
  const { leavesReportAt: dropsAt, leavingSince, ...member } = row;
  return { ...member, departure: dropsAt && { dropsAt, leftAt: leavingSince ?? dropsAt } };
}

/** Keeps the newest state of a user: any order and any number of deliveries end the same. */
export async function keepMember(manager: EntityManager, user: UserChanged, departedUntil: Date | null): Promise<void> {
  await manager.query(
    `INSERT INTO association.member AS m (user_id, version, organization_id, email, display_name, status, invited_at,
        deactivated_at, deleted_at, leaves_report_at, leaving_since, departed_until, department, country)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     ON CONFLICT ON CONSTRAINT member_pk DO UPDATE
        SET version = excluded.version, organization_id = excluded.organization_id, email = excluded.email,
            display_name = excluded.display_name, status = excluded.status, invited_at = excluded.invited_at,
            deactivated_at = excluded.deactivated_at, deleted_at = excluded.deleted_at,
            leaves_report_at = excluded.leaves_report_at, leaving_since = excluded.leaving_since,
            departed_until = excluded.departed_until,
            department = CASE WHEN $15 THEN excluded.department ELSE m.department END,
            country = CASE WHEN $16 THEN excluded.country ELSE m.country END,
            departed = m.departed AND m.leaves_report_at IS NOT DISTINCT FROM excluded.leaves_report_at
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
      departureOf(user)?.leftAt ?? null,
      departedUntil,
      user.department ?? null,
      user.country ?? null,
      // A copy of identity from before does not tell: what is known stays.
      user.department !== undefined,
      user.country !== undefined,
    ],
  );
}

/** The member's refresh has come, and everything it ends has ended. */
export async function setDeparted(manager: EntityManager, userId: string): Promise<void> {
  await manager.query(
    `UPDATE association.member SET departed = true, departed_until = leaves_report_at
      WHERE user_id = $1 AND NOT departed`,
    [userId],
  );
}

/** Leavers whose refresh has come and whose departure has not been worked on: who waits longest first. */
export async function membersAboutToDepart(manager: EntityManager, now: Date, limit: number): Promise<string[]> {
  const rows: { userId: string }[] = await manager.query(
    `SELECT user_id AS "userId" FROM association.member
      WHERE leaves_report_at <= $1 AND NOT departed ORDER BY leaves_report_at, user_id LIMIT $2`,
    [now, limit],
  );
  return rows.map((row) => row.userId);
}

/** Who holds a link of this account or profile that a departure should have ended by now. A later start is a return. */
export async function holdersOfDueLinks(
  manager: EntityManager,
  source: LearningSource,
  keys: { userId?: string; profileId?: string },
  now: Date,
): Promise<string[]> {
  const rows: { userId: string }[] = await manager.query(
    `SELECT m.user_id AS "userId" FROM association.association a
       JOIN association.member m ON m.user_id = a.user_id AND m.organization_id = a.organization_id
      WHERE a.source = $1 AND a.ended_at IS NULL AND (a.user_id = $2 OR a.surviving_profile_id = $3)
        AND m.leaves_report_at <= $4 AND NOT m.departed AND a.started_at < m.leaves_report_at`,
    [source, keys.userId ?? null, keys.profileId ?? null, now],
  );
  return rows.map((row) => row.userId);
}
