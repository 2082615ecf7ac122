import { type ClientBase, escapeIdentifier, escapeLiteral } from 'pg';
import type { ReportingLogin } from '../domain/login.js';

/**
 * What a session of a login starts with. A login can change all but the last three. Error messages may hold names, so
 * that they are for the client alone and not for the log of the server.
 */
const SESSION: Readonly<Record<string, string>> = {
  search_path: 'reporting',
  timezone: 'UTC',
  statement_timeout: '5min',
  idle_in_transaction_session_timeout: '5min',
  default_transaction_read_only: 'on',
  temp_file_limit: '2GB',
  log_min_messages: 'fatal',
  log_min_error_statement: 'panic',
};
const CONNECTIONS = 4;

const COLUMNS = `name, organization_id AS "organizationId", personal_data AS "personalData", created_at AS "createdAt",
  valid_until AS "validUntil", revoked_at AS "revokedAt"`;

/** Stores a login; false when the name exists. */
export async function insertLogin(admin: ClientBase, login: ReportingLogin): Promise<boolean> {
  const { rowCount } = await admin.query(
    `INSERT INTO reporting.login (name, organization_id, personal_data, created_at, valid_until)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT ON CONSTRAINT login_pk DO NOTHING`,
    [login.name, login.organizationId, login.personalData, login.createdAt, login.validUntil],
  );
  return rowCount === 1;
}

/** The login, locked until the end of the transaction. */
export async function lockLogin(admin: ClientBase, name: string): Promise<ReportingLogin | undefined> {
  const { rows } = await admin.query<ReportingLogin>(
    `SELECT ${COLUMNS} FROM reporting.login WHERE name = $1 FOR UPDATE`,
    [name],
  );
  return rows[0];
}

/** All logins, or those of an organization, in the order of their creation. */
export async function selectLogins(admin: ClientBase, organizationId: string | null): Promise<ReportingLogin[]> {
  const { rows } = await admin.query<ReportingLogin>(
    `SELECT ${COLUMNS} FROM reporting.login WHERE $1::uuid IS NULL OR organization_id = $1 ORDER BY created_at, name`,
    [organizationId],
  );
  return rows;
}

export async function updateValidity(admin: ClientBase, name: string, validUntil: Date): Promise<void> {
  await admin.query('UPDATE reporting.login SET valid_until = $2 WHERE name = $1', [name, validUntil]);
}

export async function markRevoked(admin: ClientBase, name: string, now: Date): Promise<void> {
  await admin.query('UPDATE reporting.login SET revoked_at = $2 WHERE name = $1', [name, now]);
}

/**
 * Creates the role of a login, or gives it a new password and validity. A database restored on another server has
 * logins without roles.
 */
export async function writeRole(
  admin: ClientBase,
  { name, validUntil }: ReportingLogin,
  verifier: string,
): Promise<void> {
  const role = escapeIdentifier(name);
  if ((await roleId(admin, name)) === null) await admin.query(`CREATE ROLE ${role}`);
  await admin.query(
    `ALTER ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT ${CONNECTIONS}
     PASSWORD ${escapeLiteral(verifier)} VALID UNTIL ${escapeLiteral(validUntil.toISOString())}`,
  );
  await admin.query(`GRANT reporting_reader TO ${role} WITH INHERIT TRUE, SET FALSE`);
  for (const [setting, value] of Object.entries(SESSION)) {
    await admin.query(`ALTER ROLE ${role} SET ${setting} = ${escapeLiteral(value)}`);
  }
}

export async function dropRole(admin: ClientBase, name: string): Promise<void> {
  await admin.query(`DROP ROLE IF EXISTS ${escapeIdentifier(name)}`);
}

/** The id of a role, by which its sessions are found after it was dropped; null where there is none. */
export async function roleId(admin: ClientBase, name: string): Promise<number | null> {
  const { rows } = await admin.query<{ oid: number }>('SELECT oid FROM pg_roles WHERE rolname = $1', [name]);
  return rows[0]?.oid ?? null;
}

export async function organizationExists(admin: ClientBase, organizationId: string): Promise<boolean> {
  const { rowCount } = await admin.query('SELECT FROM credits.organization WHERE id = $1', [organizationId]);
  return rowCount === 1;
}
