import type { AssociationChanged } from '@app/events/association-changed';
import type { OrganizationChanged } from '@app/events/organization-changed';
import type { UserChanged } from '@app/events/user-changed';
import { boolean, columns, instant, integer, nullable, type RowOf, text } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import { saveUserHistory } from './user-history.store.js';

/** Stores the newest version of an organization, in any order of arrival, and the earliest registration. */
export async function applyOrganizationChanged(
  manager: EntityManager,
  body: OrganizationChanged,
  at: Date,
): Promise<void> {
  await manager.query(
    `INSERT INTO organization AS stored (id, version, name, registered_at, partner_id) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT ON CONSTRAINT organization_pk DO UPDATE SET version = greatest(stored.version, excluded.version),
       name = CASE WHEN stored.version < excluded.version THEN excluded.name ELSE stored.name END,
       partner_id = CASE WHEN stored.version < excluded.version THEN excluded.partner_id ELSE stored.partner_id END,
       registered_at = least(stored.registered_at, excluded.registered_at)
     WHERE stored.version < excluded.version OR stored.registered_at > excluded.registered_at`,
    [body.id, body.version, body.name, body.registeredAt ?? at, body.partnerId],
  );
}

/**
 * Stores the newest version of a user, and when an offboarding began and was canceled. Offboardings that took effect
 * before this event arrived are stored too: the person was gone at that refresh, and back for the next one.
 */
export async function applyUserChanged(manager: EntityManager, body: UserChanged, at: Date): Promise<void> {
  const { leavesReportAt, leavingSince, deactivatedAt, deletedAt, pastOffboardings } = body;
  await lockUser(manager, body.id);
  await saveUserHistory(manager, body, at);
  const signal = leavingSince ?? [deactivatedAt, deletedAt].filter((one) => one !== null).sort()[0] ?? at;
  await manager.query(
    `WITH stored AS (
       INSERT INTO user_account AS stored (id, version, organization_id, email, display_name, status, leaves_report_at,
         department, country)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $12, $13)
       ON CONFLICT ON CONSTRAINT user_account_pk DO UPDATE SET version = excluded.version,
         organization_id = excluded.organization_id, email = excluded.email, display_name = excluded.display_name,
         status = excluded.status, leaves_report_at = excluded.leaves_report_at,
         department = CASE WHEN $14 THEN excluded.department ELSE stored.department END,
         country = CASE WHEN $15 THEN excluded.country ELSE stored.country END
       WHERE stored.version < excluded.version
       RETURNING id, organization_id, leaves_report_at
     ), canceled AS (
       UPDATE offboarding SET canceled_at = CASE
           WHEN $10::timestamptz[] IS NULL OR offboarding.started_at = ANY ($10) THEN $9::timestamptz
           ELSE least($9, offboarding.leaves_report_at - interval '1 millisecond') END
       FROM stored
       WHERE offboarding.user_id = stored.id AND offboarding.canceled_at IS NULL
         AND (stored.leaves_report_at IS NULL OR offboarding.started_at <> $8::timestamptz)
     ), took_effect AS (
       INSERT INTO offboarding (user_id, organization_id, started_at, leaves_report_at, canceled_at)
       SELECT stored.id, stored.organization_id, past.started_at, past.leaves_report_at, past.leaves_report_at
       FROM stored CROSS JOIN unnest($10::timestamptz[], $11::timestamptz[]) AS past (started_at, leaves_report_at)
       ON CONFLICT ON CONSTRAINT offboarding_pk DO NOTHING
     )
     INSERT INTO offboarding (user_id, organization_id, started_at, leaves_report_at)
     SELECT id, organization_id, $8::timestamptz, leaves_report_at FROM stored WHERE leaves_report_at IS NOT NULL
     ON CONFLICT ON CONSTRAINT offboarding_pk DO UPDATE SET leaves_report_at = excluded.leaves_report_at, canceled_at = NULL`,
    [
      ...[body.id, body.version, body.organizationId, body.email, body.displayName, body.status],
      ...[leavesReportAt, signal, at],
      pastOffboardings?.map((one) => one.leavingSince) ?? null,
      pastOffboardings?.map((one) => one.leavesReportAt) ?? null,
      ...[body.department ?? null, body.country ?? null],
      // An older version of identity does not send these fields: the known values stay.
      ...[body.department !== undefined, body.country !== undefined],
    ],
  );
}

const STORED = columns({ isNew: boolean(), earlierEnd: nullable(instant()) });
const PERSON_REF = columns({ ref: text() });

/** What was known of an association before, and the reference of its person. */
export type AppliedAssociation = RowOf<typeof STORED> & { readonly personRef: string };

/**
 * Stores the newest version of an association and creates its person; null when a newer version is known. Only a merge
 * changes the profile id of a link: the original id is kept in either order of merge and link.
 */
export async function applyAssociationChanged(
  manager: EntityManager,
  body: AssociationChanged,
  originalProfileId: string,
): Promise<AppliedAssociation | null> {
  await lockUser(manager, body.userId);
  await lockMoves(manager, body);
  const [stored] = await queryRows(
    manager,
    {
      columns: STORED,
      text: `WITH stored AS (
       INSERT INTO association AS stored
         (id, version, source, profile_id, user_id, organization_id, started_at, ended_at, end_reason, original_profile_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, nullif($10::text, $4))
       ON CONFLICT ON CONSTRAINT association_pk DO UPDATE SET version = excluded.version, source = excluded.source,
         profile_id = excluded.profile_id, user_id = excluded.user_id, organization_id = excluded.organization_id,
         started_at = excluded.started_at, ended_at = excluded.ended_at, end_reason = excluded.end_reason,
         original_profile_id = coalesce(stored.original_profile_id, nullif(stored.profile_id, excluded.profile_id),
           excluded.original_profile_id)
       WHERE stored.version < excluded.version
       RETURNING old.id IS NULL AS is_new, old.ended_at AS earlier_end
     )
     SELECT ${STORED} FROM stored`,
    },
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
      originalProfileId,
    ],
  );
  if (!stored) {
    await manager.query(
      `UPDATE association SET original_profile_id = $3
       WHERE id = $1 AND version > $2 AND profile_id <> $3 AND original_profile_id IS NULL`,
      [body.id, body.version, originalProfileId],
    );
    return null;
  }
  await markMove(manager, body);
  await manager.query('INSERT INTO person (organization_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    body.organizationId,
    body.userId,
  ]);
  const [person] = await queryRows(
    manager,
    { columns: PERSON_REF, text: `SELECT ${PERSON_REF} FROM person WHERE (organization_id, user_id) = ($1, $2)` },
    [body.organizationId, body.userId],
  );
  if (!person) throw new Error('An association was stored without its person.');
  return { ...stored, personRef: person.ref };
}

/** Marks a link that began when another link of the same profile ended by a move, in either order of the two events. */
async function markMove(manager: EntityManager, { id, source, profileId }: AssociationChanged): Promise<void> {
  await manager.query(
    `UPDATE association begun SET moved_here = true FROM association ended
     WHERE NOT begun.moved_here AND begun.source = $2 AND begun.profile_id = $3 AND ended.source = $2 AND ended.profile_id = $3
       AND ended.end_reason = 'MOVED_TO_ANOTHER_ORGANIZATION' AND ended.ended_at = begun.started_at
       AND ended.id <> begun.id AND $1 IN (begun.id, ended.id)`,
    [id, source, profileId],
  );
}

/** Both links of a move belong to one profile: of two concurrent events the second one sees the first. */
async function lockMoves(manager: EntityManager, { source, profileId }: AssociationChanged): Promise<void> {
  await manager.query("SELECT pg_advisory_xact_lock(hashtextextended('moves of ' || $1::text || ' ' || $2::text, 0))", [
    source,
    profileId,
  ]);
}

/**
 * Serializes the events of a user in a statement of its own: the next event then sees the effects of this one, also
 * when there was no row to lock.
 */
async function lockUser(manager: EntityManager, userId: string): Promise<void> {
  await manager.query("SELECT pg_advisory_xact_lock(hashtextextended('events of ' || $1::uuid::text, 0))", [userId]);
}

const MISSING = columns({ missing: integer('count(*)::integer') });

/** Counts the given ids without a projection. */
export async function countMissingProjections(
  manager: EntityManager,
  ids: { organizations: readonly string[]; people: readonly string[]; associations: readonly string[] },
): Promise<number> {
  const [{ missing } = { missing: 0 }] = await queryRows(
    manager,
    {
      columns: MISSING,
      text: `SELECT ${MISSING} FROM (
       SELECT id FROM unnest($1::uuid[]) AS id WHERE NOT EXISTS (SELECT FROM organization WHERE organization.id = id.id)
       UNION ALL
       SELECT id FROM unnest($2::uuid[]) AS id WHERE NOT EXISTS (SELECT FROM user_account WHERE user_account.id = id.id)
       UNION ALL
       SELECT id FROM unnest($3::uuid[]) AS id WHERE NOT EXISTS (SELECT FROM association WHERE association.id = id.id)
     ) AS missing`,
    },
    [ids.organizations, ids.people, ids.associations],
  );
  return missing;
}
