import type { Client } from 'pg';
import type { TenantTable } from './tenant-tables.js';

/** Two organizations with a row each in every table. */
export const OURS = '01990000-0000-7000-8000-00000000000a';
export const THEIRS = '01990000-0000-7000-8000-00000000000b';

/** The month of the rows of reports. */
export const MONTH = '2026-01-01';

type Column = { name: string; type: string };

/** Columns that a row must state. */
const REQUIRED = `SELECT quote_ident(attname) AS name, coalesce(base.typname, pg_type.typname) AS type FROM pg_attribute
  JOIN pg_type ON pg_type.oid = atttypid LEFT JOIN pg_type base ON base.oid = pg_type.typbasetype
  WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = '' AND attgenerated = ''
    AND ((attnotnull AND NOT atthasdef) OR attname IN ('organization_id', 'id'))`;

const CHECKS = `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name FROM pg_constraint
  WHERE contype IN ('c', 'x') AND coninhcount = 0 AND conrelid <> 0 AND connamespace::regnamespace::text = ANY ($1)`;

/**
 * Writes a row of each organization into every table. The values fulfill no rule of the domain, so that a new table needs
 * no line here; the checks of this copy of the schema are dropped.
 */
export async function fillForTwoTenants(admin: Client, tables: readonly TenantTable[]): Promise<void> {
  const schemas = [...new Set(tables.map(({ service }) => service))];
  const { rows: checks } = await admin.query<{ table: string; name: string }>(CHECKS, [[...schemas, 'reporting']]);
  for (const { table, name } of checks) await admin.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  await admin.query('SELECT credits.prepare_skills_reports($1)', [MONTH]);
  // Neither triggers nor foreign keys.
  await admin.query('SET session_replication_role = replica');
  for (const table of tables)
    for (const organizationId of [OURS, THEIRS]) await admin.query(await insertOf(admin, table, organizationId));
  await admin.query('RESET session_replication_role');
}

/** The statement that inserts a row of an organization. */
export async function insertOf(admin: Client, table: TenantTable, organizationId: string): Promise<string> {
  const { rows } = await admin.query<Column>(REQUIRED, [table.name]);
  const values = rows.map(({ name, type }) =>
    name === table.organizationColumn ? `'${organizationId}'` : sampleOf(type, organizationId),
  );
  return `INSERT INTO ${table.name} (${rows.map(({ name }) => name).join(', ')}) VALUES (${values.join(', ')})`;
}

/** A value of a type that no other organization has, where the type allows it. */
function sampleOf(type: string, organizationId: string): string {
  const number = organizationId === OURS ? 1 : 2;
  if (type.startsWith('_')) return `'{}'`;
  switch (type) {
    case 'uuid':
      return `'01990000-0000-7000-8000-0000000000${number}0'`;
    case 'int2':
    case 'int4':
    case 'int8':
    case 'numeric':
    case 'float8':
      return String(number);
    case 'bool':
      return 'false';
    case 'date':
      return `'${MONTH}'`;
    case 'timestamptz':
      return `'${MONTH}T00:00:00Z'`;
    case 'json':
    case 'jsonb':
      return `'{}'`;
    case 'bytea':
      return `'\\x0${number}'`;
    case 'varbit':
      return "B'1'";
    case 'text':
      return `'text ${number}'`;
    default:
      throw new Error(`The type ${type} is new: add a value of it.`);
  }
}
