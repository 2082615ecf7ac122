import { columns, text, uuid } from '@app/subgraph-kit/columns';
import { queryRows } from '@app/subgraph-kit/query-rows';
import type { EntityManager } from 'typeorm';
import type { DirectoryEntry } from '../domain/directory-entry.js';
import { addressKey } from '../domain/email-address.js';
import type { User } from '../domain/user.js';

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

const NAME_OF_USER = {
  columns: columns({ organizationId: uuid(), key: text('user_name_key') }),
  text: `SELECT organization_id AS "organizationId", user_name_key AS key FROM identity.directory_entry WHERE user_id = $1`,
};

/** The same for the name that a user has in the directory, if any. */
export async function lockNameInDirectory(manager: EntityManager, userId: string): Promise<void> {
  const [entry] = await queryRows(manager, NAME_OF_USER, [userId]);
  if (entry) await lockDirectoryKeys(manager, entry.organizationId, [`name ${entry.key}`]);
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
