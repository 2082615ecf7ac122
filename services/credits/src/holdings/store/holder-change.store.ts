import type { EntityManager } from 'typeorm';
import type { CredentialList, ListedCredential } from '../../rules/domain/credential-list.js';
import type { HolderChange } from '../domain/list-holders.js';

export type OrganizationChange = HolderChange & { readonly organizationId: string };

/** Makes these lists known to every process, also to those that run older or newer rules. */
export async function registerLists(manager: EntityManager, lists: readonly CredentialList[]): Promise<void> {
  await manager.query(
    `INSERT INTO credential_list (content, members) SELECT id, members FROM jsonb_to_recordset($1) AS list (id text, members jsonb)
     ON CONFLICT ON CONSTRAINT credential_list_content DO NOTHING`,
    [JSON.stringify(lists)],
  );
}

/**
 * The lists whose holders are counted in each organisation; none begins to be counted there before this transaction ends.
 * An organisation in which nobody holds anything yet begins with every list.
 */
export async function lockCountedLists(
  manager: EntityManager,
  organizationIds: readonly string[],
): Promise<Map<string, CredentialList[]>> {
  const ids = [...new Set(organizationIds)].sort();
  await manager.query(
    `SELECT CASE WHEN begun THEN pg_advisory_xact_lock_shared(${lockOf('id')}) ELSE pg_advisory_xact_lock(${lockOf('id')}) END
     FROM (SELECT id, EXISTS (SELECT FROM counted_list WHERE organization_id = id) AS begun
           FROM unnest($1::uuid[]) AS id ORDER BY id OFFSET 0) AS organization`,
    [ids],
  );
  await manager.query(
    `INSERT INTO counted_list (organization_id, list_id)
     SELECT organization.id, list.id FROM unnest($1::uuid[]) AS organization (id) CROSS JOIN credential_list list
     WHERE CASE WHEN (SELECT true FROM counted_list WHERE organization_id = organization.id LIMIT 1) THEN false
       ELSE (SELECT true FROM holding WHERE organization_id = organization.id LIMIT 1) IS NULL END`,
    [ids],
  );
  const rows = await manager.query<{ organizationId: string; id: string; members: ListedCredential[] }[]>(
    `SELECT organization_id AS "organizationId", content AS id, members FROM counted_list JOIN credential_list ON id = list_id
     WHERE organization_id = ANY($1)`,
    [ids],
  );
  return Map.groupBy(rows, ({ organizationId }) => organizationId);
}

/** Organisations with holdings in which a known list is not counted yet. */
export async function listOrganizationsToCount(manager: EntityManager): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(`
    SELECT organization.id FROM organization CROSS JOIN (SELECT count(*) AS lists FROM credential_list) AS known
    WHERE (SELECT count(*) FROM counted_list WHERE organization_id = organization.id) < known.lists
      AND EXISTS (SELECT FROM person_ref WHERE organization_id = organization.id)
    ORDER BY organization.id`);
  return rows.map(({ id }) => id);
}

/** The known lists that are not counted yet in the organisation. */
export async function listUncountedLists(manager: EntityManager, organizationId: string): Promise<CredentialList[]> {
  return manager.query<CredentialList[]>(
    `SELECT content AS id, members FROM credential_list
     WHERE NOT EXISTS (SELECT FROM counted_list WHERE organization_id = $1 AND list_id = id)`,
    [organizationId],
  );
}

/** From now on whoever changes holdings in the organisation adds the changes of these lists. */
export async function markCounted(
  manager: EntityManager,
  organizationId: string,
  lists: readonly CredentialList[],
): Promise<void> {
  await manager.query(
    'INSERT INTO counted_list (organization_id, list_id) SELECT $1, id FROM credential_list WHERE content = ANY($2)',
    [organizationId, lists.map(({ id }) => id)],
  );
}

/** Nobody's holdings change in the organisation, and no list begins to be counted, before this transaction ends. */
export async function lockCounting(manager: EntityManager, organizationId: string): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(${lockOf('$1::uuid')})`, [organizationId]);
}

/** Adds to what there is; changes are never updated, so that nobody waits for anybody. */
export async function insertHolderChanges(
  manager: EntityManager,
  changes: readonly OrganizationChange[],
): Promise<void> {
  if (changes.length === 0) return;
  await manager.query(
    `INSERT INTO holder_change (organization_id, list_id, day, change)
     SELECT organization_id, list.id, day, sum(change)
     FROM unnest($1::uuid[], $2::text[], $3::date[], $4::integer[]) AS added (organization_id, content, day, change)
     JOIN credential_list list USING (content)
     GROUP BY organization_id, list.id, day HAVING sum(change) <> 0`,
    [
      changes.map(({ organizationId }) => organizationId),
      changes.map(({ listId }) => listId),
      changes.map(({ day }) => day),
      changes.map(({ change }) => change),
    ],
  );
}

/** A list of an organisation. */
export type HolderList = { readonly organizationId: string; readonly listId: number };

/** The lists with changes that are not added up yet. */
export async function listChangedLists(manager: EntityManager): Promise<HolderList[]> {
  return manager.query(`
    SELECT DISTINCT organization_id AS "organizationId", list_id AS "listId" FROM holder_change ORDER BY 1, 2`);
}

/** Adds the changes of a list to its days and months, in one statement: numbers of holders stay what they are. */
export async function compactList(manager: EntityManager, { organizationId, listId }: HolderList): Promise<void> {
  await manager.query(
    `WITH moved AS (
       DELETE FROM holder_change WHERE organization_id = $1 AND list_id = $2 RETURNING day, change
     ), days AS (
       INSERT INTO holder_day (organization_id, list_id, day, change)
       SELECT $1, $2, day, sum(change) FROM moved GROUP BY day ORDER BY day
       ON CONFLICT ON CONSTRAINT holder_day_pk DO UPDATE SET change = holder_day.change + excluded.change
     )
     INSERT INTO holder_month (organization_id, list_id, month, change)
     SELECT $1, $2, date_trunc('month', day)::date AS month, sum(change) FROM moved GROUP BY month ORDER BY month
     ON CONFLICT ON CONSTRAINT holder_month_pk DO UPDATE SET change = holder_month.change + excluded.change`,
    [organizationId, listId],
  );
}

function lockOf(id: string): string {
  return `hashtextextended('holders of ' || ${id}::text, 0)`;
}
