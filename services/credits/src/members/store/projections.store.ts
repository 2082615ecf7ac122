import type { AssociationChanged } from '@app/events/association-changed';
import type { OrganizationChanged } from '@app/events/organization-changed';
import type { UserChanged } from '@app/events/user-changed';
import type { EntityManager } from 'typeorm';
import { saveUserHistory } from './user-history.store.js';

/** Keeps the newest version of an organisation, whatever order the versions come in, and the earliest news of it. */
export async function applyOrganizationChanged(
  manager: EntityManager,
  body: OrganizationChanged,
  at: Date,
): Promise<void> {
  await manager.query(
    `INSERT INTO organization AS kept (id, version, name, registered_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT ON CONSTRAINT organization_pk DO UPDATE SET version = greatest(kept.version, excluded.version),
       name = CASE WHEN kept.version < excluded.version THEN excluded.name ELSE kept.name END,
       registered_at = least(kept.registered_at, excluded.registered_at)
     WHERE kept.version < excluded.version OR kept.registered_at > excluded.registered_at`,
    [body.id, body.version, body.name, body.registeredAt ?? at],
  );
}

/**
 * Keeps the newest version of a user, and remembers when a departure was announced and taken back. Who missed leave and
 * return learns of what took effect all the same: at its own refresh the person was gone, and back for the next one.
 */
export async function applyUserChanged(manager: EntityManager, body: UserChanged, at: Date): Promise<void> {
  const { leavesReportAt, leavingSince, deactivatedAt, deletedAt, departures } = body;
  await lockUser(manager, body.id);
  await saveUserHistory(manager, body, at);
  const signal = leavingSince ?? [deactivatedAt, deletedAt].filter((one) => one !== null).sort()[0] ?? at;
  await manager.query(
    `WITH kept AS (
       INSERT INTO user_account AS kept (id, version, organization_id, email, display_name, status, leaves_report_at,
         department, country)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $12, $13)
       ON CONFLICT ON CONSTRAINT user_account_pk DO UPDATE SET version = excluded.version,
         organization_id = excluded.organization_id, email = excluded.email, display_name = excluded.display_name,
         status = excluded.status, leaves_report_at = excluded.leaves_report_at,
         department = CASE WHEN $14 THEN excluded.department ELSE kept.department END,
         country = CASE WHEN $15 THEN excluded.country ELSE kept.country END
       WHERE kept.version < excluded.version
       RETURNING id, organization_id, leaves_report_at
     ), taken_back AS (
       UPDATE departure SET taken_back_at = CASE
           WHEN $10::timestamptz[] IS NULL OR departure.leaving_since = ANY ($10) THEN $9::timestamptz
           ELSE least($9, departure.leaves_report_at - interval '1 millisecond') END
       FROM kept
       WHERE departure.user_id = kept.id AND departure.taken_back_at IS NULL
         AND (kept.leaves_report_at IS NULL OR departure.leaving_since <> $8::timestamptz)
     ), took_effect AS (
       INSERT INTO departure (user_id, organization_id, leaving_since, leaves_report_at, taken_back_at)
       SELECT kept.id, kept.organization_id, told.leaving_since, told.leaves_report_at, told.leaves_report_at
       FROM kept CROSS JOIN unnest($10::timestamptz[], $11::timestamptz[]) AS told (leaving_since, leaves_report_at)
       ON CONFLICT ON CONSTRAINT departure_pk DO NOTHING
     )
     INSERT INTO departure (user_id, organization_id, leaving_since, leaves_report_at)
     SELECT id, organization_id, $8::timestamptz, leaves_report_at FROM kept WHERE leaves_report_at IS NOT NULL
     ON CONFLICT ON CONSTRAINT departure_pk DO UPDATE SET leaves_report_at = excluded.leaves_report_at, taken_back_at = NULL`,
    [
      ...[body.id, body.version, body.organizationId, body.email, body.displayName, body.status],
      ...[leavesReportAt, signal, at],
      departures?.map((one) => one.leavingSince) ?? null,
      departures?.map((one) => one.leavesReportAt) ?? null,
      ...[body.department ?? null, body.country ?? null],
      // A copy of identity from before does not tell: what is known stays.
      ...[body.department !== undefined, body.country !== undefined],
    ],
  );
}

/**
 * Keeps the newest version of an association and names its person; false when a newer one was known already. The profile id
 * of a link changes by a merge alone: the one that it had before is kept, whichever of merge and link arrives first.
 */
export async function applyAssociationChanged(
  manager: EntityManager,
  body: AssociationChanged,
  toldProfileId: string,
): Promise<boolean> {
  await lockUser(manager, body.userId);
  await lockMoves(manager, body);
  const kept = await manager.query<{ id: string }[]>(
    `WITH kept AS (
       INSERT INTO association AS kept
         (id, version, source, profile_id, user_id, organization_id, started_at, ended_at, end_reason, unmerged_profile_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, nullif($10::text, $4))
       ON CONFLICT ON CONSTRAINT association_pk DO UPDATE SET version = excluded.version, source = excluded.source,
         profile_id = excluded.profile_id, user_id = excluded.user_id, organization_id = excluded.organization_id,
         started_at = excluded.started_at, ended_at = excluded.ended_at, end_reason = excluded.end_reason,
         unmerged_profile_id = coalesce(kept.unmerged_profile_id, nullif(kept.profile_id, excluded.profile_id),
           excluded.unmerged_profile_id)
       WHERE kept.version < excluded.version
       RETURNING id
     )
     SELECT id FROM kept`,
    [
      body.id,
      body.version,
      body.source,
      body.profileId,
      body.userId,
      body.organizationId,
      body.startedAt,
      body.endedAt,
      body.endReason,
      toldProfileId,
    ],
  );
  if (kept.length === 0) {
    await manager.query(
      `UPDATE association SET unmerged_profile_id = $3
       WHERE id = $1 AND version > $2 AND profile_id <> $3 AND unmerged_profile_id IS NULL`,
      [body.id, body.version, toldProfileId],
    );
    return false;
  }
  await markMove(manager, body);
  await manager.query('INSERT INTO person_ref (organization_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    body.organizationId,
    body.userId,
  ]);
  return true;
}

/** Marks a link that began when another link of the same profile ended by a move, whichever of the two events arrives first. */
async function markMove(manager: EntityManager, { id, source, profileId }: AssociationChanged): Promise<void> {
  await manager.query(
    `UPDATE association come SET moved_here = true FROM association gone
     WHERE NOT come.moved_here AND come.source = $2 AND come.profile_id = $3 AND gone.source = $2 AND gone.profile_id = $3
       AND gone.end_reason = 'MOVED_TO_ANOTHER_ORGANIZATION' AND gone.ended_at = come.started_at
       AND gone.id <> come.id AND $1 IN (come.id, gone.id)`,
    [id, source, profileId],
  );
}

/** Both links of a move are about one profile: the second of two that come at once sees the first. */
async function lockMoves(manager: EntityManager, { source, profileId }: AssociationChanged): Promise<void> {
  await manager.query("SELECT pg_advisory_xact_lock(hashtextextended('moves of ' || $1::text || ' ' || $2::text, 0))", [
    source,
    profileId,
  ]);
}

/**
 * What is told of a user comes one after the other, in a statement of its own: the next one then sees what was told before,
 * also where there was no row to wait for.
 */
async function lockUser(manager: EntityManager, userId: string): Promise<void> {
  await manager.query("SELECT pg_advisory_xact_lock(hashtextextended('told of ' || $1::uuid::text, 0))", [userId]);
}

/** How many of these the other services have not told of yet. */
export async function countMissingProjections(
  manager: EntityManager,
  ids: { organizations: readonly string[]; people: readonly string[]; associations: readonly string[] },
): Promise<number> {
  const [{ missing } = { missing: 0 }] = await manager.query<{ missing: number }[]>(
    `SELECT count(*)::integer AS missing FROM (
       SELECT id FROM unnest($1::uuid[]) AS id WHERE NOT EXISTS (SELECT FROM organization WHERE organization.id = id.id)
       UNION ALL
       SELECT id FROM unnest($2::uuid[]) AS id WHERE NOT EXISTS (SELECT FROM user_account WHERE user_account.id = id.id)
       UNION ALL
       SELECT id FROM unnest($3::uuid[]) AS id WHERE NOT EXISTS (SELECT FROM association WHERE association.id = id.id)
     ) AS missing`,
    [ids.organizations, ids.people, ids.associations],
  );
  return missing;
}
