import { columns, integer, json, type RowOf, text, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { CredentialList, ListedCredential } from '../../rules/domain/credential-list.js';
import type { HolderChange } from '../domain/list-holders.js';

const LIST = columns({ id: text('content'), members: json<ListedCredential[]>() });
const COUNTED = columns({ organizationId: uuid(), ...LIST.fields });
const ORGANIZATION = columns({ id: uuid('organization.id') });
const HOLDER_LIST = columns({ organizationId: uuid(), listId: integer() });

export type OrganizationChange = HolderChange & { readonly organizationId: string };

/** Registers lists for all processes, including those with older or newer rules. */
export async function registerLists(manager: EntityManager, lists: readonly CredentialList[]): Promise<void> {
  await manager.query(
    `INSERT INTO credential_list (content, members) SELECT id, members FROM jsonb_to_recordset($1) AS list (id text, members jsonb)
     ON CONFLICT ON CONSTRAINT credential_list_content DO NOTHING`,
    [JSON.stringify(lists)],
  );
}

/**
 * Locks and returns the lists whose holders are counted in each organization; until the end of the transaction none is
 * added. An organization without holdings starts with every list.
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
  const text = `SELECT ${COUNTED} FROM counted_list JOIN credential_list ON id = list_id WHERE organization_id = ANY($1)`;
  const rows = await queryRows(manager, { columns: COUNTED, text }, [ids]);
  return Map.groupBy(rows, ({ organizationId }) => organizationId);
}

/** Organizations with people in which a registered list is not counted yet. */
export async function listOrganizationsToCount(manager: EntityManager): Promise<string[]> {
  const text = `SELECT ${ORGANIZATION} FROM organization CROSS JOIN (SELECT count(*) AS lists FROM credential_list) AS known
    WHERE (SELECT count(*) FROM counted_list WHERE organization_id = organization.id) < known.lists
      AND EXISTS (SELECT FROM person WHERE organization_id = organization.id)
    ORDER BY organization.id`;
  const rows = await queryRows(manager, { columns: ORGANIZATION, text });
  return rows.map(({ id }) => id);
}

/** The registered lists that are not counted yet in the organization. */
export async function listUncountedLists(manager: EntityManager, organizationId: string): Promise<CredentialList[]> {
  const text = `SELECT ${LIST} FROM credential_list
    WHERE NOT EXISTS (SELECT FROM counted_list WHERE organization_id = $1 AND list_id = credential_list.id)`;
  return queryRows(manager, { columns: LIST, text }, [organizationId]);
}

/** Marks lists as counted: from now on every change of holdings adds their changes. */
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

/** Blocks changes of holdings and of counted lists in the organization until the end of the transaction. */
export async function lockCounting(manager: EntityManager, organizationId: string): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(${lockOf('$1::uuid')})`, [organizationId]);
}

/** Inserts changes. Existing rows are never updated, so that writers do not wait for each other. */
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

/** A list of an organization. */
export type HolderList = RowOf<typeof HOLDER_LIST>;

/** The lists with changes that are not compacted yet. */
export async function listChangedLists(manager: EntityManager): Promise<HolderList[]> {
  const text = `SELECT DISTINCT ${HOLDER_LIST} FROM holder_change ORDER BY 1, 2`;
  return queryRows(manager, { columns: HOLDER_LIST, text });
}

/** Compacts the changes of a list in one statement: concurrent readers see the same sums. */
export async function compactList(manager: EntityManager, { organizationId, listId }: HolderList): Promise<void> {
  await manager.query(
    `WITH moved AS (
       DELETE FROM holder_change WHERE organization_id = $1 AND list_id = $2 RETURNING day, change
     ), days AS (
       INSERT INTO holder_change_daily (organization_id, list_id, day, change)
       SELECT $1, $2, day, sum(change) FROM moved GROUP BY day ORDER BY day
       ON CONFLICT ON CONSTRAINT holder_change_daily_pk DO UPDATE SET change = holder_change_daily.change + excluded.change
     )
     INSERT INTO holder_change_monthly (organization_id, list_id, month, change)
     SELECT $1, $2, date_trunc('month', day)::date AS month, sum(change) FROM moved GROUP BY month ORDER BY month
     ON CONFLICT ON CONSTRAINT holder_change_monthly_pk DO UPDATE SET change = holder_change_monthly.change + excluded.change`,
    [organizationId, listId],
  );
}

function lockOf(id: string): string {
  return `hashtextextended('holders of ' || ${id}::text, 0)`;
}
