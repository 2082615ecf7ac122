import { bigint, boolean, columns, type RowOf, text, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { Day } from '../../values/domain/day.js';

const LOCKED = columns({ locked: boolean("pg_try_advisory_xact_lock(hashtextextended('published designations', 0))") });

/** True when this transaction publishes designations; false while another one does. */
export async function lockPublishedDesignations(manager: EntityManager): Promise<boolean> {
  const [row] = await queryRows(manager, { columns: LOCKED, text: `SELECT ${LOCKED}` });
  return row?.locked ?? false;
}

const ID = columns({ id: uuid('organization.id') });
const FIRST = '00000000-0000-0000-0000-000000000000';

/** The day and the rule data of a score. */
export type ScoredBy = { readonly on: Day; readonly rulesVersion: string };

/**
 * Organizations whose designations may have changed since they were scored last, on another day, by other rule data or
 * with other holdings and figures. Those with people in the recalculation queue wait until it is empty.
 */
export async function listOrganizationsToScore(
  manager: EntityManager,
  { on, rulesVersion }: ScoredBy,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const statement = {
    columns: ID,
    text: `SELECT ${ID} FROM organization
      LEFT JOIN published_score scored ON scored.organization_id = organization.id
      WHERE organization.id > $3
        AND (scored.scored_on IS DISTINCT FROM $1::date OR scored.rules_version IS DISTINCT FROM $2
          OR EXISTS (SELECT FROM score_queue WHERE organization_id = organization.id))
        AND NOT EXISTS (SELECT FROM recalculation_queue WHERE organization_id = organization.id)
        AND NOT EXISTS (SELECT FROM person WHERE organization_id = organization.id AND holdings_as_of IS NULL)
      ORDER BY organization.id LIMIT $4`,
  };
  const rows = await queryRows(manager, statement, [on, rulesVersion, after ?? FIRST, limit]);
  return rows.map(({ id }) => id);
}

const PUBLISHED = columns({
  organizationId: uuid(),
  code: text(),
  version: bigint(),
  attained: boolean(),
  score: text(),
});

/** What partners know of a designation; the score is an exact fraction. */
export type PublishedDesignation = RowOf<typeof PUBLISHED>;

/** What partners know of the designations of these organizations. */
export async function listPublishedDesignations(
  manager: EntityManager,
  organizationIds: readonly string[],
): Promise<PublishedDesignation[]> {
  const text = `SELECT ${PUBLISHED} FROM published_designation WHERE organization_id = ANY ($1)`;
  return queryRows(manager, { columns: PUBLISHED, text }, [organizationIds]);
}

/** Saves what partners know from now on of designations. */
export async function savePublishedDesignations(
  manager: EntityManager,
  designations: readonly PublishedDesignation[],
): Promise<void> {
  if (designations.length === 0) return;
  await manager.query(
    `INSERT INTO published_designation (organization_id, code, version, attained, score)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::boolean[], $5::text[])
     ON CONFLICT ON CONSTRAINT published_designation_pk DO UPDATE SET version = excluded.version,
       attained = excluded.attained, score = excluded.score`,
    [
      designations.map(({ organizationId }) => organizationId),
      designations.map(({ code }) => code),
      designations.map(({ version }) => version),
      designations.map(({ attained }) => attained),
      designations.map(({ score }) => score),
    ],
  );
}

/** Saves by which day and rule data these organizations were scored last. */
export async function savePublishedScores(
  manager: EntityManager,
  organizationIds: readonly string[],
  { on, rulesVersion }: ScoredBy,
): Promise<void> {
  await manager.query(
    `INSERT INTO published_score (organization_id, scored_on, rules_version) SELECT id, $2, $3 FROM unnest($1::uuid[]) AS id
     ON CONFLICT ON CONSTRAINT published_score_pk DO UPDATE SET scored_on = excluded.scored_on,
       rules_version = excluded.rules_version
     WHERE (published_score.scored_on, published_score.rules_version) <> (excluded.scored_on, excluded.rules_version)`,
    [organizationIds, on, rulesVersion],
  );
}
