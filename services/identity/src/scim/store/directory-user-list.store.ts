import { columns, integer } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { addressKey } from '../../users/domain/email-address.js';
import type { DirectoryUser } from '../domain/directory-user.js';
import type { DirectoryConditions } from '../domain/filter/conditions.js';
import { DIRECTORY_USER, DIRECTORY_USERS, WITH_USER_NAME } from './directory-user.store.js';

type Kind = keyof DirectoryConditions;

// The shown address is the work address, if the directory sent one. Two branches, each with its own index.
const WITH_WORK_EMAIL = `(
  SELECT d.user_id FROM identity.directory_entry d WHERE d.organization_id = $1 AND d.work_email_key = $2
  UNION ALL
  SELECT a.id FROM identity.user_account a WHERE a.organization_id = $1 AND a.email_key = $2 AND a.deleted_at IS NULL
    AND NOT EXISTS (SELECT FROM identity.directory_entry d WHERE d.user_id = a.id AND d.work_email_key IS NOT NULL))`;

/** The SQL of each condition; its value is parameter `$2` here. */
const SQL: Readonly<Record<Kind, string>> = {
  userName: `u.id IN ${WITH_USER_NAME}`,
  workEmail: `u.id IN ${WITH_WORK_EMAIL}`,
  externalId: 'u.object_id = $2',
  id: 'u.id = $2::uuid',
  active: '(u.deactivated_at IS NULL) = $2::boolean',
  // Primary unless the directory says otherwise.
  workEmailPrimary: `(SELECT coalesce(bool_and(coalesce(d.work_email_primary, true)), true)
    FROM identity.directory_entry d WHERE d.user_id = u.id) = $2::boolean`,
  manager: 'u.manager = $2',
};
const KINDS = Object.keys(SQL) as Kind[];

/** Lists users who are not deleted, oldest first. */
export async function listDirectoryUsers(
  reads: RequestReads,
  organizationId: string,
  conditions: DirectoryConditions,
  page: { readonly offset: number; readonly limit: number },
): Promise<DirectoryUser[]> {
  const { name, where, values } = statement(organizationId, conditions);
  const [offset, limit] = [`$${values.length + 1}`, `$${values.length + 2}`];
  // The page comes first, from the index alone, so that a late page does not join all rows before it.
  const ids = `SELECT u.id FROM identity.user_account u WHERE ${where}
    ORDER BY u.id OFFSET ${offset}::bigint LIMIT ${limit}::int`;
  const text = `SELECT ${DIRECTORY_USER} FROM ${DIRECTORY_USERS} WHERE u.id IN (${ids}) ORDER BY u.id`;
  const list = { name: `directory-users${name}`, columns: DIRECTORY_USER, text };
  return reads.query(list, [...values, page.offset, page.limit]);
}

/** Counts the users that match. */
export async function countDirectoryUsers(
  reads: RequestReads,
  organizationId: string,
  conditions: DirectoryConditions,
): Promise<number> {
  const { name, where, values } = statement(organizationId, conditions);
  const text = `SELECT count(*)::int AS count FROM identity.user_account u WHERE ${where}`;
  const total = { name: `number-of-directory-users${name}`, columns: columns({ count: integer() }), text };
  return (await reads.query(total, values))[0]?.count ?? 0;
}

/** One statement for each set of conditions, so that each has its own name and plan. */
function statement(organizationId: string, conditions: DirectoryConditions) {
  const kinds = KINDS.filter((kind) => conditions[kind] !== undefined);
  const where = ['u.organization_id = $1', 'u.deleted_at IS NULL'];
  const values: unknown[] = [organizationId];
  for (const kind of kinds) {
    values.push(kind === 'userName' || kind === 'workEmail' ? addressKey(conditions[kind] ?? '') : conditions[kind]);
    where.push(SQL[kind].replaceAll('$2', `$${values.length}`));
  }
  return { name: kinds.map((kind) => `:${kind}`).join(''), where: where.join(' AND '), values };
}
