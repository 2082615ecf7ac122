import type { EntityManager } from 'typeorm';
import { type ProfileKey, profileColumns } from './credit.store.js';
import type { PersonKey } from './holding.store.js';

/** Each profile is looked up by itself (OFFSET 0), however large the table is and seems. */
const LINKED = `unnest($1::text[], $2::text[]) AS wanted (source, profile_id) CROSS JOIN LATERAL (
  SELECT organization_id, user_id FROM association
  WHERE (source, profile_id) = (wanted.source, wanted.profile_id) OFFSET 0) AS linked`;

const FIRST = '00000000-0000-0000-0000-000000000000';

/** Everybody to whom these profiles are or were linked. */
export async function peopleOf(manager: EntityManager, profiles: readonly ProfileKey[]): Promise<PersonKey[]> {
  return manager.query<PersonKey[]>(
    `SELECT DISTINCT organization_id AS "organizationId", user_id AS "userId"
     FROM ${LINKED}`,
    profileColumns(profiles),
  );
}

/**
 * What they hold is to be worked out again: the job that is asked for does it, or the one that looks for what was missed.
 * Each is locked first, also who is marked already: whoever works them out at this moment is about to take the mark away.
 */
export async function markPeopleOf(manager: EntityManager, profiles: readonly ProfileKey[]): Promise<void> {
  const touched = await manager.query<PersonKey[]>(
    `SELECT known.organization_id AS "organizationId", known.user_id AS "userId"
     FROM (SELECT DISTINCT organization_id, user_id FROM ${LINKED} ORDER BY organization_id, user_id) AS person
     CROSS JOIN LATERAL (SELECT organization_id, user_id FROM person_ref
       WHERE (organization_id, user_id) = (person.organization_id, person.user_id) FOR NO KEY UPDATE) AS known`,
    profileColumns(profiles),
  );
  await manager.query(
    `UPDATE person_ref SET holdings_as_of = NULL FROM unnest($1::uuid[], $2::uuid[]) AS touched (organization_id, user_id)
     WHERE (person_ref.organization_id, person_ref.user_id) = (touched.organization_id, touched.user_id)
       AND holdings_as_of IS NOT NULL`,
    [touched.map(({ organizationId }) => organizationId), touched.map(({ userId }) => userId)],
  );
}

/** One at a time takes from those who wait: two would take the same people one after the other. */
export async function lockBacklog(manager: EntityManager): Promise<void> {
  await manager.query("SELECT pg_advisory_xact_lock(hashtextextended('people to work out', 0))");
}

/** Some of those whose holdings are to be worked out, in one order: whoever is touched again meanwhile has to wait. */
export async function peopleToWorkOut(
  manager: EntityManager,
  { after, limit }: { after: PersonKey | null; limit: number },
): Promise<PersonKey[]> {
  return manager.query<PersonKey[]>(
    `SELECT organization_id AS "organizationId", user_id AS "userId" FROM person_ref
     WHERE holdings_as_of IS NULL AND (organization_id, user_id) > ($1, $2)
     ORDER BY organization_id, user_id LIMIT $3`,
    [after?.organizationId ?? FIRST, after?.userId ?? FIRST, limit],
  );
}
