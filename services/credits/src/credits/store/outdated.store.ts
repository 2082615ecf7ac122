import { columns, integer, oneOf, type RowOf, text, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { EntityManager } from 'typeorm';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import type { ProfileKey } from '../../catalog/domain/profile-key.js';
import { type PersonKey, personColumns } from '../../holdings/store/recalculation-queue.store.js';

/** Serializes recalculation: two runs would take the same people one after the other. */
export async function lockRecalculation(manager: EntityManager): Promise<void> {
  await manager.query("SELECT pg_advisory_xact_lock(hashtextextended('recalculation', 0))");
}

/** Two index ranges: `<>` would scan the table. */
const OTHER = (placeholder: string) => `(rules_version < ${placeholder} OR rules_version > ${placeholder})`;

const OUTDATED = columns({
  people: integer(`(SELECT count(*)::integer FROM person WHERE holdings_as_of IS NOT NULL AND ${OTHER('$1')})`),
  achievements: integer(`(SELECT count(*)::integer FROM achievement WHERE ${OTHER('$1')})`),
});

/** Number of people and achievements that other rule data than a version produced. */
export type Outdated = RowOf<typeof OUTDATED>;

const OUTDATED_ROWS = { name: 'outdated-rows', columns: OUTDATED, text: `SELECT ${OUTDATED}` };
const PERSON = columns({ organizationId: uuid(), userId: uuid() });
const PROFILE = columns({ source: oneOf<LearningSource>(), profileId: text() });
const PEOPLE_OF_ORGANIZATION = columns({ organizationId: uuid('wanted.id'), people: integer() });

export async function countOutdated(manager: EntityManager, version: string): Promise<Outdated> {
  const [found] = await queryRows(manager, OUTDATED_ROWS, [version]);
  return found ?? { people: 0, achievements: 0 };
}

/** A batch of people whose holdings follow from other rule data. */
export async function outdatedPeople(manager: EntityManager, version: string, limit: number): Promise<PersonKey[]> {
  const text = `SELECT ${PERSON} FROM person WHERE holdings_as_of IS NOT NULL AND ${OTHER('$1')} LIMIT $2`;
  return queryRows(manager, { columns: PERSON, text }, [version, limit]);
}

/** A batch of profiles whose achievements follow from other rule data. */
export async function outdatedProfiles(manager: EntityManager, version: string, limit: number): Promise<ProfileKey[]> {
  const text = `SELECT DISTINCT ${PROFILE}
    FROM (SELECT source, profile_id FROM achievement WHERE ${OTHER('$1')} LIMIT $2) AS outdated`;
  return queryRows(manager, { columns: PROFILE, text }, [version, limit]);
}

/** The current and former profiles of these people. */
export async function profilesOf(manager: EntityManager, people: readonly PersonKey[]): Promise<ProfileKey[]> {
  const text = `SELECT DISTINCT ${PROFILE} FROM unnest($1::uuid[], $2::uuid[]) AS wanted (organization_id, user_id)
    CROSS JOIN LATERAL (SELECT source, profile_id FROM association
      WHERE (organization_id, user_id) = (wanted.organization_id, wanted.user_id) OFFSET 0) AS linked`;
  return queryRows(manager, { columns: PROFILE, text }, personColumns(people));
}

const OF_ORGANIZATIONS = {
  name: 'outdated-people-of-organizations',
  columns: PEOPLE_OF_ORGANIZATION,
  text: `SELECT wanted.id AS "organizationId", (SELECT count(*)::integer FROM (
      SELECT user_id FROM person
      WHERE organization_id = wanted.id AND holdings_as_of IS NOT NULL AND ${OTHER('$2')}
      UNION
      SELECT user_id FROM association JOIN achievement USING (source, profile_id)
      WHERE (SELECT EXISTS (SELECT FROM achievement WHERE ${OTHER('$2')}))
        AND organization_id = wanted.id AND ended_at IS NULL AND ${OTHER('$2')}) AS outdated) AS people
    FROM unnest($1::uuid[]) AS wanted (id)`,
};

/**
 * Per organization, the number of people whose holdings or achievements follow from other rule data than the version.
 */
export async function outdatedPeopleOf(
  reads: RequestReads,
  organizationIds: readonly string[],
  version: string,
): Promise<{ organizationId: string; people: number }[]> {
  return reads.query(OF_ORGANIZATIONS, [organizationIds, version]);
}

/** True when no person of the organization has rows of other rule data; reads in the transaction of its report. */
export async function isUpToDate(manager: EntityManager, organizationId: string, version: string): Promise<boolean> {
  const [row] = await queryRows(manager, OF_ORGANIZATIONS, [[organizationId], version]);
  return row?.people === 0;
}

/** Outdated rows of all organizations, for monitoring. */
export async function outdatedEverywhere(reads: RequestReads, version: string): Promise<Outdated> {
  const [found] = await reads.query(OUTDATED_ROWS, [version]);
  return found ?? { people: 0, achievements: 0 };
}
