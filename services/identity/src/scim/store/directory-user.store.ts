import { boolean, columns, instant, nullable, text, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import { addressKey } from '../../users/domain/email-address.js';
import { USER, USERS } from '../../users/store/user.store.js';
import type { DirectoryUser } from '../domain/directory-user.js';

export const DIRECTORY_USER = columns({
  ...USER.fields,
  userName: nullable(text('e.user_name')),
  externalId: nullable(text('e.external_id')),
  workEmail: nullable(text('e.work_email')),
  workEmailPrimary: nullable(boolean('e.work_email_primary')),
  givenName: nullable(text('e.given_name')),
  familyName: nullable(text('e.family_name')),
  directoryChangedAt: nullable(instant('e.changed_at')),
});

export const DIRECTORY_USERS = `${USERS} LEFT JOIN identity.directory_entry e ON e.user_id = u.id`;

/**
 * The user with this name in the directory, or with this address and no entry. Two branches, each with its own index.
 */
export const WITH_USER_NAME = `(
  SELECT d.user_id FROM identity.directory_entry d WHERE d.organization_id = $1 AND d.user_name_key = $2
  UNION ALL
  SELECT a.id FROM identity.user_account a WHERE a.organization_id = $1 AND a.email_key = $2 AND a.deleted_at IS NULL
    AND NOT EXISTS (SELECT FROM identity.directory_entry d WHERE d.user_id = a.id))`;

/** Finds a user in the tenant scope, deleted or not, and locks it until the transaction ends. */
export async function lockDirectoryUser(manager: EntityManager, id: string): Promise<DirectoryUser | undefined> {
  return locked(manager, 'u.id = $1', [id]);
}

/** Finds a user by object id, deleted or not, and locks it. */
export async function lockByObjectId(
  manager: EntityManager,
  organizationId: string,
  objectId: string,
): Promise<DirectoryUser | undefined> {
  return locked(manager, 'u.organization_id = $1 AND u.object_id = $2', [organizationId, objectId]);
}

/** Whether a deleted user has the object id; locks no row. */
export async function belongsToDeletedUser(
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

/** Locks the user with this name in the directory or, without one, with this address; ignores deleted users. */
export async function lockNamesake(
  manager: EntityManager,
  organizationId: string,
  name: { readonly userName: string; readonly email: string },
): Promise<DirectoryUser | undefined> {
  const [byUserName, byAddress] = await findNamesakes(manager, organizationId, name);
  const id = (byUserName ?? byAddress)?.id;
  return id === undefined ? undefined : lockDirectoryUser(manager, id);
}

const NAMESAKE = columns({
  ...DIRECTORY_USER.fields,
  byUserName: boolean(`u.id IN ${WITH_USER_NAME}`),
  byAddress: boolean('u.email_key = $3'),
});

const NAMESAKES = {
  columns: NAMESAKE,
  text: `SELECT ${NAMESAKE} FROM ${DIRECTORY_USERS}
    WHERE u.organization_id = $1 AND u.deleted_at IS NULL AND u.id IN (
      SELECT n.user_id FROM ${WITH_USER_NAME} n
      UNION ALL
      SELECT a.id FROM identity.user_account a
        WHERE a.organization_id = $1 AND a.email_key = $3 AND a.deleted_at IS NULL)`,
};

/** Finds the users with this name and with this address who are not deleted; locks no row. */
export async function findNamesakes(
  manager: EntityManager,
  organizationId: string,
  { userName, email }: { readonly userName: string; readonly email: string },
): Promise<[byUserName: DirectoryUser | undefined, byAddress: DirectoryUser | undefined]> {
  const rows = await queryRows(manager, NAMESAKES, [organizationId, addressKey(userName), addressKey(email)]);
  return [rows.find((row) => row.byUserName), rows.find((row) => row.byAddress)];
}

const BY_ID = {
  columns: DIRECTORY_USER,
  text: `SELECT ${DIRECTORY_USER} FROM ${DIRECTORY_USERS} WHERE u.id = $1`,
};

async function locked(
  manager: EntityManager,
  condition: string,
  values: readonly unknown[],
): Promise<DirectoryUser | undefined> {
  // The lock comes first: after waiting for a row, the same statement would still read an old version of joined rows.
  const [found] = await queryRows(
    manager,
    {
      columns: columns({ id: uuid('u.id') }),
      text: `SELECT u.id FROM identity.user_account u WHERE ${condition} FOR UPDATE`,
    },
    values,
  );
  return found && (await queryRows(manager, BY_ID, [found.id]))[0];
}
