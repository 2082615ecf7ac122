import type { EntityManager } from 'typeorm';
import { type ProfileKey, profileColumns } from '../../catalog/domain/profile-key.js';

export type PersonKey = { readonly organizationId: string; readonly userId: string };

/** Each profile is looked up by itself (OFFSET 0), however large the table is and seems. */
const LINKED = `unnest($1::text[], $2::text[]) AS wanted (source, profile_id) CROSS JOIN LATERAL (
  SELECT organization_id, user_id FROM association
  WHERE (source, profile_id) = (wanted.source, wanted.profile_id) OFFSET 0) AS linked`;

const FIRST = '00000000-0000-0000-0000-000000000000';

/** Everybody to whom these profiles are or were linked. */
export async function listPeopleOfProfiles(
  manager: EntityManager,
  profiles: readonly ProfileKey[],
): Promise<PersonKey[]> {
  return manager.query<PersonKey[]>(
    `SELECT DISTINCT organization_id AS "organizationId", user_id AS "userId"
     FROM ${LINKED}`,
    profileColumns(profiles),
  );
}

/**
 * What these people hold is to be worked out again: the job that is asked for does it, or the one that looks for what was
 * missed. A mark is only added, in the transaction that touched them: whoever sees it sees what it is there for.
 */
export async function enqueueRecalculation(manager: EntityManager, people: readonly PersonKey[]): Promise<void> {
  if (people.length === 0) return;
  await manager.query(
    'INSERT INTO person_to_work_out (organization_id, user_id) SELECT * FROM unnest($1::uuid[], $2::uuid[])',
    personColumns(people),
  );
}

/** The marks of these people so far. Read before anything that they are worked out from. */
export async function listQueueEntries(manager: EntityManager, people: readonly PersonKey[]): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM unnest($1::uuid[], $2::uuid[]) AS person (organization_id, user_id) CROSS JOIN LATERAL (
       SELECT id FROM person_to_work_out
       WHERE (organization_id, user_id) = (person.organization_id, person.user_id) OFFSET 0) AS mark`,
    personColumns(people),
  );
  return rows.map(({ id }) => id);
}

/** Takes away marks that were read before; those that came since stay. */
export async function deleteQueueEntries(manager: EntityManager, marks: readonly string[]): Promise<void> {
  if (marks.length > 0) await manager.query('DELETE FROM person_to_work_out WHERE id = ANY ($1)', [marks]);
}

/** One at a time takes from those who wait: two would take the same people one after the other. */
export async function lockRecalculationQueue(manager: EntityManager): Promise<void> {
  await manager.query("SELECT pg_advisory_xact_lock(hashtextextended('people to work out', 0))");
}

/** Some of those whose holdings are to be worked out, for the first time or again, in one order. */
export async function listQueuedPeople(
  manager: EntityManager,
  { after, limit }: { after: PersonKey | null; limit: number },
): Promise<PersonKey[]> {
  return manager.query<PersonKey[]>(
    `SELECT organization_id AS "organizationId", user_id AS "userId" FROM (
       (SELECT organization_id, user_id FROM person_ref
        WHERE holdings_as_of IS NULL AND (organization_id, user_id) > ($1, $2) ORDER BY 1, 2 LIMIT $3)
       UNION
       (SELECT DISTINCT organization_id, user_id FROM person_to_work_out
        WHERE (organization_id, user_id) > ($1, $2) ORDER BY 1, 2 LIMIT $3)) AS waiting
     ORDER BY 1, 2 LIMIT $3`,
    [after?.organizationId ?? FIRST, after?.userId ?? FIRST, limit],
  );
}

/** Organizations and users of people, as two arrays. */
export function personColumns(people: readonly PersonKey[]): string[][] {
  return [people.map(({ organizationId }) => organizationId), people.map(({ userId }) => userId)];
}
