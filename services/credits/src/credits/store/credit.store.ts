import { columns, integer } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import { type ProfileKey, profileColumns } from '../../catalog/domain/profile-key.js';

const OPENED = columns({ opened: integer('count(*)::integer') });
const COUNTED = columns({ counted: integer('count(*)::integer') });

/** Selects credits of all achievements of these profiles, or of these achievements. */
export type CreditScope = { readonly profiles: readonly ProfileKey[] } | { readonly achievements: readonly string[] };

/** OFFSET 0 forces one index lookup per row: a joint plan may read whole tables for a few rows. */
function achievementsOf(scope: CreditScope): { joined: string; values: unknown[] } {
  if ('profiles' in scope) {
    const joined = `unnest($4::text[], $5::text[]) AS wanted (source, profile_id)
     CROSS JOIN LATERAL (SELECT * FROM association
       WHERE (source, profile_id) = (wanted.source, wanted.profile_id) OFFSET 0) AS association
     CROSS JOIN LATERAL (SELECT * FROM achievement
       WHERE (source, profile_id) = (wanted.source, wanted.profile_id) OFFSET 0) AS achievement`;
    return { joined, values: profileColumns(scope.profiles) };
  }
  const joined = `unnest($4::uuid[]) AS wanted (id)
     CROSS JOIN LATERAL (SELECT * FROM achievement WHERE id = wanted.id OFFSET 0) AS achievement
     CROSS JOIN LATERAL (SELECT * FROM association
       WHERE (source, profile_id) = (achievement.source, achievement.profile_id) OFFSET 0) AS association`;
  return { joined, values: [scope.achievements] };
}

/**
 * Creates the missing credits of every open association, counted (not before the association started) or pending
 * (null), and updates changed ones; returns the number of affected credits. A credit of an earlier or ended association
 * of the organization starts anew.
 */
export async function openCredits(
  manager: EntityManager,
  scope: CreditScope,
  terms: { now: Date; deadlineDays: number; countedAt: Date | null },
): Promise<number> {
  const { joined, values } = achievementsOf(scope);
  const statement = {
    columns: OPENED,
    text: `WITH opened AS (
     INSERT INTO credit AS kept (achievement_id, organization_id, association_id, user_id, person_ref, credential_code,
       achieved_at, expires_on, associated_at, expected_by, counted_at)
     SELECT opening.* FROM (
       SELECT DISTINCT ON (achievement.id, association.organization_id)
         achievement.id AS achievement_id, association.organization_id, association.id, association.user_id, person.ref,
         achievement.credential_code, achievement.achieved_at, achievement.expires_on, association.started_at,
         greatest(achievement.achieved_at, association.started_at) + make_interval(hours => 24 * $2::integer),
         CASE WHEN $3::timestamptz IS NULL THEN NULL ELSE greatest($3, association.started_at) END
       FROM ${joined}
       CROSS JOIN LATERAL (SELECT ref FROM person
         WHERE (organization_id, user_id) = (association.organization_id, association.user_id) OFFSET 0) AS person
       LEFT JOIN LATERAL (SELECT * FROM credit
         WHERE (achievement_id, organization_id) = (achievement.id, association.organization_id) OFFSET 0) AS known ON true
       WHERE (association.ended_at IS NULL OR association.ended_at > $1)
         AND (known.id IS NULL OR known.association_id <> association.id
           OR (known.achieved_at, known.expires_on) IS DISTINCT FROM (achievement.achieved_at, achievement.expires_on))
       ORDER BY achievement.id, association.organization_id, association.started_at DESC, association.id DESC) AS opening
     -- Of one that a later report has just made part of an earlier one there is none any more.
     CROSS JOIN LATERAL (SELECT FROM achievement WHERE id = opening.achievement_id FOR KEY SHARE) AS still_there
     ON CONFLICT ON CONSTRAINT credit_once DO UPDATE SET association_id = excluded.association_id,
       user_id = excluded.user_id, person_ref = excluded.person_ref, achieved_at = excluded.achieved_at,
       expires_on = excluded.expires_on, associated_at = excluded.associated_at, expected_by = excluded.expected_by,
       counted_at = CASE WHEN kept.association_id = excluded.association_id THEN kept.counted_at ELSE excluded.counted_at END
     WHERE kept.association_id = excluded.association_id
       OR (kept.associated_at, kept.association_id) < (excluded.associated_at, excluded.association_id)
       OR EXISTS (SELECT FROM association WHERE id = kept.association_id AND ended_at <= $1)
     RETURNING 1)
     SELECT ${OPENED} FROM opened`,
  };
  const parameters = [terms.now, terms.deadlineDays, terms.countedAt, ...values];
  const [row] = await queryRows(manager, statement, parameters);
  return row?.opened ?? 0;
}

/** Counts pending credits of open associations and returns their number. Repeating it changes nothing. */
export async function countOpenCredits(
  manager: EntityManager,
  profiles: readonly ProfileKey[],
  now: Date,
): Promise<number> {
  const statement = {
    columns: COUNTED,
    text: `WITH counted AS (
       UPDATE credit SET counted_at = $1
       FROM association
       JOIN unnest($2::text[], $3::text[]) AS wanted (source, profile_id) USING (source, profile_id)
       WHERE credit.association_id = association.id AND credit.counted_at IS NULL
         AND (association.ended_at IS NULL OR association.ended_at > $1)
       RETURNING 1
     )
     SELECT ${COUNTED} FROM counted`,
  };
  const [row] = await queryRows(manager, statement, [now, ...profileColumns(profiles)]);
  return row?.counted ?? 0;
}
