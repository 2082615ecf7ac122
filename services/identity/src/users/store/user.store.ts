import {
  boolean,
  columns,
  instant,
  instants,
  integer,
  nullable,
  oneOf,
  text,
  texts,
  uuid,
} from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { EntityManager } from 'typeorm';
import type { DisplayName } from '../../organizations/domain/names.js';
import type { LeaverPolicy } from '../../organizations/domain/organization.js';
import { addressKey, type EmailAddress } from '../domain/email-address.js';
import type { Offboarding } from '../domain/leaver.js';
import { allRoles, normalizeRoles, type Role } from '../domain/role.js';
import type { User } from '../domain/user.js';
import type { WorkProfile } from '../domain/work-profile.js';
import { UserRow } from './user.row.js';

/** The unique index of addresses among users of an organization who are not deleted. */
export const USER_ADDRESS_CONSTRAINT = 'user_account_address';

/** The unique constraint of object ids within an organization. */
export const USER_OBJECT_ID_CONSTRAINT = 'user_account_object_id';

/** A new user. Only demonstration data gives the id and the first sign-in. */
export type NewUser = Pick<User, 'organizationId' | 'email' | 'displayName' | 'grantedRoles' | 'invitedAt'> &
  Partial<Pick<User, 'id' | 'objectId' | 'invitationSentAt' | 'firstSignedInAt' | keyof WorkProfile>>;

export const USER = columns(
  {
    id: uuid(),
    version: integer(),
    organizationId: uuid(),
    email: text<EmailAddress>(),
    displayName: text<DisplayName>(),
    roles: texts<Role>(),
    grantedRoles: texts<Role>(),
    groupRoles: texts<Role>(),
    objectId: nullable(text()),
    invitedAt: instant(),
    invitationSentAt: nullable(instant()),
    firstSignedInAt: nullable(instant()),
    deactivatedAt: nullable(instant()),
    deletedAt: nullable(instant()),
    leavingSince: nullable(instant()),
    pastOffboardings: instants(),
    invitedAgain: boolean(),
    leaverPolicy: oneOf<LeaverPolicy>('o.leaver_policy'),
    department: nullable(text()),
    country: nullable(text()),
    city: nullable(text()),
    title: nullable(text()),
    manager: nullable(text()),
    managerName: nullable(text()),
  },
  'u',
);

export const USERS = 'identity.user_account u JOIN identity.organization o ON o.id = u.organization_id';

/** The statement that selects users by a condition. */
function usersWhere(condition: string) {
  return { columns: USER, text: `SELECT ${USER} FROM ${USERS} WHERE ${condition}` };
}

/** Inserts a user; undefined when another user of the organization has the address. */
export async function insertUser(manager: EntityManager, user: NewUser): Promise<User | undefined> {
  const inserted = await manager
    .createQueryBuilder()
    .insert()
    .into(UserRow)
    .values({
      ...user,
      roles: normalizeRoles(user.grantedRoles),
      grantedRoles: [...user.grantedRoles],
      groupRoles: [],
      version: 1,
      invitedAgain: false,
      pastOffboardings: [],
    })
    .orIgnore()
    .returning('id')
    .execute();
  const [row] = inserted.raw as { id: string }[];
  return row === undefined ? undefined : findUser(manager, row.id);
}

/** Finds a user in the tenant scope of the transaction. */
export async function findUser(manager: EntityManager, id: string): Promise<User | undefined> {
  return (await queryRows(manager, usersWhere('u.id = $1'), [id]))[0];
}

/** Finds a user and locks it until the transaction ends. */
export async function lockUser(manager: EntityManager, id: string): Promise<User | undefined> {
  return (await queryRows(manager, usersWhere('u.id = $1 FOR UPDATE OF u'), [id]))[0];
}

/** Locks several users in a fixed order; omits absent ones. */
export async function lockUsers(manager: EntityManager, ids: readonly string[]): Promise<User[]> {
  return queryRows(manager, usersWhere('u.id = ANY ($1) ORDER BY u.id FOR UPDATE OF u'), [ids]);
}

/** Locks all deactivated and deleted users of an organization. */
export async function lockLeavers(manager: EntityManager, organizationId: string): Promise<User[]> {
  const leavers = 'u.organization_id = $1 AND u.deactivated_at IS NOT NULL ORDER BY u.id FOR UPDATE OF u';
  return queryRows(manager, usersWhere(leavers), [organizationId]);
}

/** Locks the deleted user who held the address last: the earlier person, when an address is invited again. */
export async function lockEarlierHolder(
  manager: EntityManager,
  organizationId: string,
  email: EmailAddress,
): Promise<User | undefined> {
  const holder = usersWhere(`u.organization_id = $1 AND u.email_key = $2 AND u.deleted_at IS NOT NULL
    ORDER BY u.deleted_at DESC, u.id DESC LIMIT 1 FOR UPDATE OF u`);
  return (await queryRows(manager, holder, [organizationId, addressKey(email)]))[0];
}

/** Finds the user who has the address and is not deleted. */
export async function findUserByAddress(
  manager: EntityManager,
  organizationId: string,
  email: EmailAddress,
): Promise<User | undefined> {
  const holder = usersWhere('u.organization_id = $1 AND u.email_key = $2 AND u.deleted_at IS NULL');
  return (await queryRows(manager, holder, [organizationId, addressKey(email)]))[0];
}

/**
 * User fields that can be updated. The offboarding has its own update; roles follow from granted roles and group roles.
 */
export type AccountChanges = Partial<
  Omit<User, 'id' | 'version' | 'organizationId' | 'leaverPolicy' | 'roles' | keyof Offboarding>
>;

/** User fields with the offboarding: both of its fields, or none (`offboardingFrom`). */
export type UserChanges = AccountChanges & (Offboarding | { readonly [Name in keyof Offboarding]?: never });

/** Updates a locked user and returns the new version. */
export async function updateUser(manager: EntityManager, user: User, changes: UserChanges): Promise<User> {
  const held = { ...user, ...changes };
  const roles = changes.grantedRoles || changes.groupRoles ? allRoles(held) : user.roles;
  const changed: User = { ...held, roles, version: user.version + 1 };
  const { grantedRoles, groupRoles, pastOffboardings, ...others } = changes;
  const lists = {
    ...(grantedRoles && { grantedRoles: [...grantedRoles] }),
    ...(groupRoles && { groupRoles: [...groupRoles] }),
    ...(roles !== user.roles && { roles: [...roles] }),
    ...(pastOffboardings && { pastOffboardings: [...pastOffboardings] }),
  };
  const row = { ...others, ...lists, version: changed.version };
  await manager.update(UserRow, { id: user.id }, row);
  return changed;
}

/** Sets the group roles of locked users and returns their new versions. */
export async function updateGroupRoles(
  manager: EntityManager,
  users: readonly (User & { readonly groupRoles: readonly Role[] })[],
): Promise<User[]> {
  const changed = users.map((user) => ({ ...user, roles: allRoles(user), version: user.version + 1 }));
  const rows = changed.map(({ id, version, roles, groupRoles }) => ({ id, version, roles, groupRoles }));
  await manager.query(
    `UPDATE identity.user_account u SET version = c.version, roles = c.roles, group_roles = c."groupRoles"
      FROM jsonb_to_recordset($1::jsonb) AS c (id uuid, version integer, roles text[], "groupRoles" text[])
      WHERE u.id = c.id`,
    [JSON.stringify(rows)],
  );
  return changed;
}

const BY_ID = { name: 'users-by-id', isPlannedOnce: true, ...usersWhere('u.id = ANY ($1::uuid[])') };

/** Reads users by id in one statement, unordered; omits those absent or outside the tenant scope. */
export async function readUsers(reads: RequestReads, ids: readonly string[]): Promise<User[]> {
  return reads.query(BY_ID, [ids.filter(isUuid)]);
}
