import type { EntityManager } from 'typeorm';
import { addressKey } from '../../users/domain/email-address.js';
import type { User } from '../../users/domain/user.js';
import { USER_COLUMNS, USERS } from '../../users/store/user.store.js';

/** What a directory says beyond the account itself. */
export type DirectoryEntry = {
  readonly userName: string;
  /** As the directory writes it; null where it does not say. */
  readonly externalId: string | null;
  readonly workEmail: string | null;
  readonly workEmailPrimary: boolean | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
};

/** A user as a directory sees them; whom no directory has provisioned has no `userName` of its own. */
export type DirectoryUser = User & {
  readonly userName: string | null;
  readonly externalId: string | null;
  readonly workEmail: string | null;
  readonly workEmailPrimary: boolean | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly directoryChangedAt: Date | null;
};

export const DIRECTORY_USER_COLUMNS = `${USER_COLUMNS}, e.user_name AS "userName", e.external_id AS "externalId",
  e.work_email AS "workEmail", e.work_email_primary AS "workEmailPrimary",
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

/** The same for the name that a user has in the directory, if any. */
export async function lockNameInDirectory(manager: EntityManager, userId: string): Promise<void> {
  const [entry]: { organizationId: string; key: string }[] = await manager.query(
    `SELECT organization_id AS "organizationId", user_name_key AS key FROM identity.directory_entry WHERE user_id = $1`,
    [userId],
  );
  if (entry) await lockDirectoryKeys(manager, entry.organizationId, [`name ${entry.key}`]);
}

/** The user within the transaction's reach, deleted or not; nobody else changes them until the transaction ends. */
export async function lockDirectoryUser(manager: EntityManager, id: string): Promise<DirectoryUser | undefined> {
  return locked(manager, 'u.id = $1', [id]);
}

/** The same by object id: one person, deleted or not. */
export async function lockByObjectId(
  manager: EntityManager,
  organizationId: string,
  objectId: string,
): Promise<DirectoryUser | undefined> {
  return locked(manager, 'u.organization_id = $1 AND u.object_id = $2', [organizationId, objectId]);
}

/** Whether the object id is of somebody who was deleted; nobody is locked. */
export async function isOfSomebodyDeleted(
  manager: EntityManager,
  organizationId: string,
  objectId: string,
): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    'SELECT FROM identity.user_account WHERE organization_id = $1 AND object_id = $2 AND deleted_at IS NOT NULL',
    [organizationId, objectId],
  );
  return rows.length > 0;
}

/** The same by name in the directory or, where nobody has that, by address; without those who are deleted. */
export async function lockNamesake(
  manager: EntityManager,
  organizationId: string,
  name: { readonly userName: string; readonly email: string },
): Promise<DirectoryUser | undefined> {
  const [byUserName, byAddress] = await findNamesakes(manager, organizationId, name);
  const id = (byUserName ?? byAddress)?.id;
  return id === undefined ? undefined : lockDirectoryUser(manager, id);
}

/** Who has this name in the directory, and who has this address, of those who are not deleted; nobody is locked. */
export async function findNamesakes(
  manager: EntityManager,
  organizationId: string,
  { userName, email }: { readonly userName: string; readonly email: string },
): Promise<[byUserName: DirectoryUser | undefined, byAddress: DirectoryUser | undefined]> {
  const rows: (DirectoryUser & { byUserName: boolean; byAddress: boolean })[] = await manager.query(
    `SELECT ${DIRECTORY_USER_COLUMNS}, u.id IN ${WITH_USER_NAME} AS "byUserName", u.email_key = $3 AS "byAddress"
      FROM ${DIRECTORY_USERS} WHERE u.organization_id = $1 AND u.deleted_at IS NULL AND u.id IN (
        SELECT n.user_id FROM ${WITH_USER_NAME} n
        UNION ALL
        SELECT a.id FROM identity.user_account a
          WHERE a.organization_id = $1 AND a.email_key = $3 AND a.deleted_at IS NULL)`,
    [organizationId, addressKey(userName), addressKey(email)],
  );
  return [rows.find((row) => row.byUserName), rows.find((row) => row.byAddress)];
}

/**
 * Keeps what the directory says of a locked user. Whoever was deleted loses a name that somebody else gets, so that
 * nobody shares it when they are restored.
 */
export async function saveDirectoryEntry(
  manager: EntityManager,
  { id, organizationId }: Pick<User, 'id' | 'organizationId'>,
  entry: DirectoryEntry,
  at: Date,
): Promise<void> {
  await manager.query(
    `DELETE FROM identity.directory_entry e USING identity.user_account u
      WHERE e.organization_id = $1 AND e.user_name_key = $2 AND u.id = e.user_id AND u.deleted_at IS NOT NULL AND u.id <> $3`,
    [organizationId, addressKey(entry.userName), id],
  );
  await manager.query(
    `INSERT INTO identity.directory_entry
        (user_id, organization_id, user_name, work_email, given_name, family_name, changed_at, external_id,
          work_email_primary)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      ON CONFLICT ON CONSTRAINT directory_entry_pk DO UPDATE SET user_name = excluded.user_name,
        external_id = coalesce(excluded.external_id, directory_entry.external_id),
        work_email_primary = coalesce(excluded.work_email_primary, directory_entry.work_email_primary),
        work_email = excluded.work_email, given_name = excluded.given_name, family_name = excluded.family_name,
        changed_at = excluded.changed_at`,
    [
      ...[id, organizationId, entry.userName, entry.workEmail, entry.givenName, entry.familyName, at],
      ...[entry.externalId, entry.workEmailPrimary],
    ],
  );
}

/** What the directory last said of a locked user changed at this instant. */
export async function touchDirectoryEntry(manager: EntityManager, userId: string, at: Date): Promise<void> {
  await manager.query('UPDATE identity.directory_entry SET changed_at = $2 WHERE user_id = $1', [userId, at]);
}

/** What the directory says of one locked user, if anything, it says of the other one from now on. */
export async function handOverDirectoryEntry(manager: EntityManager, from: string, to: string): Promise<void> {
  await manager.query('DELETE FROM identity.directory_entry WHERE user_id = $1', [to]);
  await manager.query('UPDATE identity.directory_entry SET user_id = $2 WHERE user_id = $1', [from, to]);
}

async function locked(
  manager: EntityManager,
  condition: string,
  values: readonly unknown[],
): Promise<DirectoryUser | undefined> {
  // Locked first: of what is joined to a row that was waited for, the same statement would read an old copy.
  const [found]: { id: string }[] = await manager.query(
    `SELECT u.id FROM identity.user_account u WHERE ${condition} FOR UPDATE`,
    [...values],
  );
  if (!found) return undefined;
  const [user]: DirectoryUser[] = await manager.query(
    `SELECT ${DIRECTORY_USER_COLUMNS} FROM ${DIRECTORY_USERS} WHERE u.id = $1`,
    [found.id],
  );
  return user;
}
