import { columns, text, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { DirectoryEntry } from '../domain/directory-entry.js';
import { addressKey } from '../domain/email-address.js';
import type { User } from '../domain/user.js';

/** Locks names and object ids against concurrent provisioning until the transaction ends. */
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

const NAME_OF_USER = {
  columns: columns({ organizationId: uuid(), key: text('user_name_key') }),
  text: `SELECT organization_id AS "organizationId", user_name_key AS key FROM identity.directory_entry WHERE user_id = $1`,
};

/** Locks the directory name of a user, if there is one. */
export async function lockNameInDirectory(manager: EntityManager, userId: string): Promise<void> {
  const [entry] = await queryRows(manager, NAME_OF_USER, [userId]);
  if (entry) await lockDirectoryKeys(manager, entry.organizationId, [`name ${entry.key}`]);
}

/**
 * Stores what the directory says about a locked user. A deleted user loses a name that another user gets, so that a
 * restoration never shares it.
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

/** Sets the instant of the last change in the directory of a locked user. */
export async function touchDirectoryEntry(manager: EntityManager, userId: string, at: Date): Promise<void> {
  await manager.query('UPDATE identity.directory_entry SET changed_at = $2 WHERE user_id = $1', [userId, at]);
}

/** Moves the directory entry of one locked user to another. */
export async function moveDirectoryEntry(manager: EntityManager, from: string, to: string): Promise<void> {
  await manager.query('DELETE FROM identity.directory_entry WHERE user_id = $1', [to]);
  await manager.query('UPDATE identity.directory_entry SET user_id = $2 WHERE user_id = $1', [from, to]);
}
