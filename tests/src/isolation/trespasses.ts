import type { Client } from 'pg';
import { type Policy, SERVICES, type TenantTable } from './tenant-tables.js';
import { insertOf, MONTH, OURS, THEIRS } from './two-tenants.js';

/** What a policy keeps apart: a question to the database, and its only right answer. */
type Question = { about: string; as: string; statement: string; answer: string };

/** The questions that need a policy, of all tables. `login` is a reporting login of our organization. */
export async function questionsOf(
  admin: Client,
  tables: readonly TenantTable[],
  policies: readonly Policy[],
  login: string,
): Promise<Map<Policy, Question[]>> {
  const asked = new Map<Policy, Question[]>();
  for (const policy of policies) {
    const table = tables.find(({ name }) => name === policy.table);
    if (table === undefined) throw new Error(`${policy.table} has a policy, and belongs to no organization.`);
    asked.set(policy, await questionsAbout(admin, table, policy, login));
  }
  return asked;
}

async function questionsAbout(admin: Client, table: TenantTable, policy: Policy, login: string): Promise<Question[]> {
  const { name, service, organizationColumn } = table;
  const app = `SET SESSION AUTHORIZATION ${service}_app; ${scope(OURS)}`;
  const rows = (who: string) => `SELECT coalesce(string_agg(${who}, ','), '') AS answer FROM ${name}`;
  const owner = organizationColumn === null ? "'a row'" : `${organizationColumn}::text`;
  if (policy.role === 'reporting_owner') {
    const as = `SET SESSION AUTHORIZATION ${login}; SET ROLE reporting_owner`;
    return [
      { about: 'a reporting login reads the rows of its organization', as, statement: rows(owner), answer: OURS },
    ];
  }
  if (policy.role === `${service}_owner`) {
    const found = (organizationId: string) => `SELECT coalesce(string_agg(found::text, ','), '') AS answer
      FROM credits.find_reported_people('${organizationId}', '${MONTH}', '', 10) AS found`;
    return [
      { about: 'an organization finds its people in a report', as: app, statement: found(OURS), answer: '1' },
      { about: 'an organization finds no people of another', as: app, statement: found(THEIRS), answer: '' },
    ];
  }
  if (policy.command === 'UPDATE') {
    const statement = `WITH numbered AS (UPDATE ${name} SET sequence = 2 RETURNING id) SELECT count(*)::text AS answer FROM numbered`;
    const as = `UPDATE ${name} SET sequence = 1; ${app}`;
    return [{ about: 'a number stays', as, statement, answer: '0' }];
  }
  const insert = {
    about: 'an organization writes no row of another',
    as: app,
    statement: await insertOf(admin, table, THEIRS),
    answer: 'rejected',
  };
  if (policy.command === 'INSERT') return [insert];
  const own = organizationColumn === null ? '' : OURS;
  return [
    { about: 'an organization reads its rows', as: app, statement: rows(owner), answer: own },
    {
      ...{ about: 'without an organization there are no rows', as: `SET SESSION AUTHORIZATION ${service}_app` },
      ...{ statement: rows(owner), answer: '' },
    },
    ...(policy.command === 'ALL' ? [insert] : []),
  ];
}

/** What a row brings about is no question here: a trigger may wait for other rows. */
const WITHOUT_TRIGGERS = "SET LOCAL session_replication_role = replica; SET LOCAL statement_timeout = '5s'";

/** The questions that the database answers wrongly, in a transaction that is rolled back. `change` comes first. */
export async function wrongAnswers(admin: Client, questions: readonly Question[], change = ''): Promise<string[]> {
  const wrong: string[] = [];
  for (const { about, as, statement, answer } of questions) {
    await admin.query(`BEGIN; ${WITHOUT_TRIGGERS}; ${change}; ${as}`);
    const found = await admin.query<{ answer: string }>(statement).then(
      ({ rows }) => rows[0]?.answer ?? 'accepted',
      (error: unknown) => (/row-level security|permission denied/.test(String(error)) ? 'rejected' : String(error)),
    );
    await admin.query('ROLLBACK; RESET SESSION AUTHORIZATION');
    if (found !== answer) wrong.push(`${about}: ${found} instead of ${answer}`);
  }
  return wrong;
}

/**
 * The statement that opens a policy: it lets every row pass. One that restricts others, or lets every row pass already, is
 * dropped.
 */
export function openingOf({ table, name, restrictive, text, command, role }: Policy): string {
  const drop = `DROP POLICY ${name} ON ${table}`;
  if (restrictive || text.endsWith('USING (true)')) return drop;
  const using = command === 'INSERT' ? '' : 'USING (true)';
  const check = command === 'SELECT' ? '' : 'WITH CHECK (true)';
  return `${drop}; CREATE POLICY ${name} ON ${table} FOR ${command} TO ${role} ${using} ${check}`;
}

/** The roles with which the services access rows, and how the server and the tables regard them. */
export async function applicationRoles(admin: Client) {
  const { rows } = await admin.query<{ name: string; faults: string[] }>(
    `SELECT rolname AS name, array_remove(ARRAY[
         CASE WHEN rolsuper THEN 'superuser' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' END,
         CASE WHEN rolcreaterole THEN 'CREATEROLE' END, CASE WHEN rolreplication THEN 'REPLICATION' END,
         (SELECT 'owns ' || min(oid::regclass::text) FROM pg_class WHERE relowner = pg_roles.oid AND relkind IN ('r', 'p', 'v')),
         (SELECT 'member of ' || min(roleid::regrole::text) FROM pg_auth_members WHERE member = pg_roles.oid)], NULL) AS faults
     FROM pg_roles WHERE rolname = ANY ($1) ORDER BY 1`,
    [SERVICES.map((service) => `${service}_app`)],
  );
  return rows;
}

/** Ways around row level security for an application role: partitions, and views that read as their owner. */
export async function waysAround(admin: Client): Promise<string[]> {
  const { rows } = await admin.query<{ way: string }>(
    `SELECT format('%s reads %s', role, class.oid::regclass) AS way
     FROM pg_class class CROSS JOIN unnest($1::text[]) AS role
     WHERE relnamespace::regnamespace::text = ANY ($2)
       AND (relispartition OR relkind = 'm' OR (relname = 'login')
         OR relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY (reloptions), false))
       AND has_schema_privilege(role, relnamespace, 'USAGE')
       AND has_table_privilege(role, class.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')`,
    [SERVICES.map((service) => `${service}_app`), [...SERVICES, 'reporting']],
  );
  return rows.map(({ way }) => way);
}

function scope(organizationId: string): string {
  return `SET LOCAL app.organization_id = '${organizationId}'`;
}
