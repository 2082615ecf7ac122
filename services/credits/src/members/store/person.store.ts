import { columns, text, texts, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { LearningSource } from '../../catalog/domain/catalog.js';

const REF = columns({ ref: text() });

const KNOWN = {
  name: 'person-refs-known',
  columns: REF,
  text: `SELECT ${REF} FROM person WHERE organization_id = $1 AND ref = ANY($2)`,
};

const LINKED_PERSON = columns({ ref: text(), sources: texts<LearningSource>('array_agg(source)') });

const LINKED = {
  name: 'person-refs-linked',
  columns: LINKED_PERSON,
  text: `SELECT ${LINKED_PERSON} FROM (
      (SELECT user_id, organization_id, source, started_at FROM association
      WHERE organization_id = $1 AND started_at <= $2 AND (ended_at IS NULL OR ended_at > $2)
        AND NOT EXISTS (SELECT FROM user_account WHERE id = user_id AND leaves_report_at IS NOT NULL)
      ORDER BY started_at DESC LIMIT 200)
      UNION
      SELECT user_id, organization_id, source, started_at FROM person
      JOIN association USING (organization_id, user_id)
      WHERE organization_id = $1 AND ref = ANY($3) AND started_at <= $2 AND (ended_at IS NULL OR ended_at > $2)) AS linked
    JOIN person USING (organization_id, user_id)
    WHERE NOT EXISTS (SELECT FROM user_account WHERE id = user_id AND leaves_report_at IS NOT NULL)
    GROUP BY ref ORDER BY ref`,
};

/** The given references that exist in the organization. */
export async function findKnownRefs(
  reads: RequestReads,
  organizationId: string,
  refs: readonly string[],
): Promise<Set<string>> {
  const rows = await reads.query(KNOWN, [organizationId, refs]);
  return new Set(rows.map(({ ref }) => ref));
}

const USER_OF_REF = columns({ organizationId: uuid(), personRef: text('ref'), userId: uuid() });

const USERS = {
  name: 'person-refs-users',
  columns: USER_OF_REF,
  text: `SELECT ${USER_OF_REF}
    FROM unnest($1::uuid[], $2::text[]) AS wanted (organization_id, ref) JOIN person USING (organization_id, ref)`,
};

/** The users behind references. */
export async function findUsersByRefs(
  reads: RequestReads,
  people: readonly { readonly organizationId: string; readonly personRef: string }[],
): Promise<{ organizationId: string; personRef: string; userId: string }[]> {
  return reads.query(USERS, [
    people.map(({ organizationId }) => organizationId),
    people.map(({ personRef }) => personRef),
  ]);
}

/**
 * People who are linked at an instant and are no leavers, with their learning sources: those of the two hundred newest
 * links, and the given references.
 */
export async function listLinkedPeople(
  reads: RequestReads,
  organizationId: string,
  refs: readonly string[],
  at: Date,
): Promise<Map<string, LearningSource[]>> {
  const rows = await reads.query(LINKED, [organizationId, at, refs]);
  return new Map(rows.map(({ ref, sources }) => [ref, sources]));
}
