import type { EntityManager } from 'typeorm';
import { addressKey } from '../domain/email-address.js';
import type { User } from '../domain/user.js';
import { USER_COLUMNS, USERS } from './user.store.js';

/** What a directory says beyond the account itself. */
export type DirectoryEntry = {
  readonly userName: string;
  readonly workEmail: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
};

/** A user as a directory sees them; whom no directory has provisioned has no `userName` of its own. */
export type DirectoryUser = User & {
  readonly userName: string | null;
  readonly workEmail: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly directoryChangedAt: Date | null;
};

export const DIRECTORY_USER_COLUMNS = `${USER_COLUMNS}, e.user_name AS "userName", e.work_email AS "workEmail",
  e.given_name AS "givenName", e.family_name AS "familyName", e.changed_at AS "directoryChangedAt"`;

export const DIRECTORY_USERS = `${USERS} LEFT JOIN identity.directory_entry e ON e.user_id = u.id`;

/** Whose name in the directory this key is; without an entry it is the address. One arm for each index. */
export const WITH_USER_NAME = `(
  SELECT d.user_id FROM identity.directory_entry d WHERE d.organization_id = $1 AND d.user_name_key = $2
  UNION ALL
  SELECT a.id FROM identity.user_account a WHERE a.organization_id = $1 AND a.email_key = $2 AND a.deleted_at IS NULL
    AND NOT EXISTS (SELECT FROM identity.directory_entry d WHERE d.user_id = a.id))`;

/** Nobody else provisions somebody under one of these keys until the transaction ends. */
export async function lockDirectoryKeys(
  manager: EntityManager,
  organizationId: string,
  keys: readonly string[],
): Promise<void> {
  for (const key of [...keys].sort()) {
    const lock = `directory:${organizationId}:${key}`;
    await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [lock]);
  }
}

/** The user within the transaction's reach, deleted or not; nobody else changes them until the transaction ends. */
export async function lockDirectoryUser(manager: EntityManager, id: string): Promise<DirectoryUser | undefined> {
  return first(manager, 'u.id = $1', [id]);
}

/** The same by object id: one person, deleted or not. */
export async function lockByObjectId(
  manager: EntityManager,
  organizationId: string,
  objectId: string,
): Promise<DirectoryUser | undefined> {
  return first(manager, 'u.organization_id = $1 AND u.object_id = $2', [organizationId, objectId]);
}

/** The same by name in the directory, without those who are deleted. */
export async function lockByUserName(
  manager: EntityManager,
  organizationId: string,
  userName: string,
): Promise<DirectoryUser | undefined> {
  const values = [organizationId, addressKey(userName)];
  return first(manager, `u.deleted_at IS NULL AND u.id IN ${WITH_USER_NAME}`, values);
}

/** The same by address, without those who are deleted. */
export async function lockByAddress(
  manager: EntityManager,
  organizationId: string,
  email: string,
): Promise<DirectoryUser | undefined> {
  const condition = 'u.organization_id = $1 AND u.email_key = $2 AND u.deleted_at IS NULL';
  return first(manager, condition, [organizationId, addressKey(email)]);
}

/** Keeps what the directory says of a locked user. */
export async function saveDirectoryEntry(
  manager: EntityManager,
  { id, organizationId }: Pick<User, 'id' | 'organizationId'>,
  entry: DirectoryEntry,
  at: Date,
): Promise<void> {
  await manager.query(
    `INSERT INTO identity.directory_entry
        (user_id, organization_id, user_name, work_email, given_name, family_name, changed_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT ON CONSTRAINT directory_entry_pk DO UPDATE SET user_name = excluded.user_name,
        work_email = excluded.work_email, given_name = excluded.given_name, family_name = excluded.family_name,
        changed_at = excluded.changed_at`,
    [id, organizationId, entry.userName, entry.workEmail, entry.givenName, entry.familyName, at],
  );
}

async function first(
  manager: EntityManager,
  condition: string,
  values: readonly unknown[],
): Promise<DirectoryUser | undefined> {
  const rows: DirectoryUser[] = await manager.query(
    `SELECT ${DIRECTORY_USER_COLUMNS} FROM ${DIRECTORY_USERS} WHERE ${condition} ORDER BY u.id LIMIT 1 FOR UPDATE OF u`,
    [...values],
  );
  return rows[0];
}
