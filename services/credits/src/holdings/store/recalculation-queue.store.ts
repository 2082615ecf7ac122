import { bigint, columns, type RowOf, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import { type ProfileKey, profileColumns } from '../../catalog/domain/profile-key.js';

const PERSON_KEY = columns({ organizationId: uuid(), userId: uuid() });
const ENTRY = columns({ id: bigint() });

export type PersonKey = RowOf<typeof PERSON_KEY>;

/** OFFSET 0 looks up each profile by itself, at any size of the table. */
const LINKED = `unnest($1::text[], $2::text[]) AS wanted (source, profile_id) CROSS JOIN LATERAL (
  SELECT organization_id, user_id FROM association
  WHERE (source, profile_id) = (wanted.source, wanted.profile_id) OFFSET 0) AS linked`;

const FIRST = '00000000-0000-0000-0000-000000000000';

/** Lists all people with a present or past link to these profiles. */
export async function listPeopleOfProfiles(
  manager: EntityManager,
  profiles: readonly ProfileKey[],
): Promise<PersonKey[]> {
  const text = `SELECT DISTINCT ${PERSON_KEY} FROM ${LINKED}`;
  return queryRows(manager, { columns: PERSON_KEY, text }, profileColumns(profiles));
}

/**
 * Enqueues the recalculation of holdings in the transaction that changed their sources. A job that sees the queue entry
 * sees the change.
 */
export async function enqueueRecalculation(manager: EntityManager, people: readonly PersonKey[]): Promise<void> {
  if (people.length === 0) return;
  await manager.query(
    'INSERT INTO recalculation_queue (organization_id, user_id) SELECT * FROM unnest($1::uuid[], $2::uuid[])',
    personColumns(people),
  );
}

/**
 * Those of the people who are in the queue. Waits for a recalculation that takes them out of it, and keeps the others in
 * until the end of this transaction: what it changed is seen by their recalculation.
 */
export async function lockQueuedPeople(manager: EntityManager, people: readonly PersonKey[]): Promise<PersonKey[]> {
  if (people.length === 0) return [];
  const text = `SELECT ${PERSON_KEY} FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::uuid[])) AS wanted (organization, user_of)
     CROSS JOIN LATERAL (SELECT organization_id, user_id FROM recalculation_queue
       WHERE (organization_id, user_id) = (wanted.organization, wanted.user_of) LIMIT 1 FOR KEY SHARE) AS queued`;
  return queryRows(manager, { columns: PERSON_KEY, text }, personColumns(people));
}

/** Queue entries of these people. Read before everything that the recalculation reads. */
export async function listQueueEntries(manager: EntityManager, people: readonly PersonKey[]): Promise<string[]> {
  const text = `SELECT ${ENTRY} FROM unnest($1::uuid[], $2::uuid[]) AS person (organization_id, user_id) CROSS JOIN LATERAL (
       SELECT id FROM recalculation_queue
       WHERE (organization_id, user_id) = (person.organization_id, person.user_id) OFFSET 0) AS entry`;
  const rows = await queryRows(manager, { columns: ENTRY, text }, personColumns(people));
  return rows.map(({ id }) => id);
}

/** Deletes entries that were read before; entries added since then stay. */
export async function deleteQueueEntries(manager: EntityManager, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await manager.query('DELETE FROM recalculation_queue WHERE id = ANY ($1)', [ids]);
}

/** One consumer at a time: two would process the same people one after the other. */
export async function lockRecalculationQueue(manager: EntityManager): Promise<void> {
  await manager.query("SELECT pg_advisory_xact_lock(hashtextextended('recalculation queue', 0))");
}

/** Lists people with pending holdings, for the first time or again, in ascending order. */
export async function listQueuedPeople(
  manager: EntityManager,
  { after, limit }: { after: PersonKey | null; limit: number },
): Promise<PersonKey[]> {
  const statement = {
    columns: PERSON_KEY,
    text: `SELECT ${PERSON_KEY} FROM (
       (SELECT organization_id, user_id FROM person
        WHERE holdings_as_of IS NULL AND (organization_id, user_id) > ($1, $2) ORDER BY 1, 2 LIMIT $3)
       UNION
       (SELECT DISTINCT organization_id, user_id FROM recalculation_queue
        WHERE (organization_id, user_id) > ($1, $2) ORDER BY 1, 2 LIMIT $3)) AS waiting
     ORDER BY 1, 2 LIMIT $3`,
  };
  return queryRows(manager, statement, [after?.organizationId ?? FIRST, after?.userId ?? FIRST, limit]);
}

/** Organizations and users of people, as two arrays. */
export function personColumns(people: readonly PersonKey[]): string[][] {
  return [people.map(({ organizationId }) => organizationId), people.map(({ userId }) => userId)];
}
