import type { Client } from 'pg';

/** The services, each with a schema and an application role of its own. */
export const SERVICES = ['identity', 'association', 'credits'] as const;
export type Service = (typeof SERVICES)[number];

/** A table whose rows belong to an organization or are closed to all, as the catalog has it. */
export type TenantTable = {
  service: Service;
  name: string;
  /** The column with the organization; null: rows of all organizations together, for system work alone. */
  organizationColumn: string | null;
  isProtected: boolean;
  policies: number;
};

/**
 * Tables with a column `organization_id`, the tables of the organizations themselves, and each further table with row level
 * security. A partition is reached through its table.
 */
export async function tenantTables(admin: Client): Promise<TenantTable[]> {
  const { rows } = await admin.query<TenantTable>(
    `SELECT relnamespace::regnamespace::text AS service, class.oid::regclass::text AS name,
       CASE WHEN relname = 'organization' THEN 'id' ELSE attname END AS "organizationColumn",
       relrowsecurity AND relforcerowsecurity AS "isProtected",
       (SELECT count(*)::integer FROM pg_policy WHERE polrelid = class.oid) AS policies
     FROM pg_class class
     LEFT JOIN pg_attribute ON attrelid = class.oid AND attname = 'organization_id' AND NOT attisdropped
     WHERE relnamespace::regnamespace::text = ANY ($1) AND relkind IN ('r', 'p') AND NOT relispartition
       AND (attname IS NOT NULL OR relname = 'organization' OR relrowsecurity)
     ORDER BY 1, 2`,
    [SERVICES],
  );
  return rows;
}

/** A policy of row level security, with the statement that made it. */
export type Policy = { table: string; name: string; restrictive: boolean; command: string; role: string; text: string };

/** Every policy of the services. */
export async function policiesOf(admin: Client): Promise<Policy[]> {
  const { rows } = await admin.query<Policy>(
    `SELECT format('%I.%I', schemaname, tablename) AS table, policyname AS name, permissive = 'RESTRICTIVE' AS restrictive,
       cmd AS command, roles[1]::text AS role,
       format('CREATE POLICY %I ON %I.%I AS %s FOR %s TO %s', policyname, schemaname, tablename, permissive, cmd, roles[1])
         || coalesce(' USING (' || qual || ')', '') || coalesce(' WITH CHECK (' || with_check || ')', '') AS text
     FROM pg_policies WHERE schemaname = ANY ($1) ORDER BY 1, 2`,
    [SERVICES],
  );
  return rows;
}
