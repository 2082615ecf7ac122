import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { DirectoryUser } from '../domain/directory-user.js';
import type { ListQuery } from '../domain/list-query.js';
import { countDirectoryUsers, listDirectoryUsers } from '../store/directory-user-list.store.js';

/** A page of the users of an organization who are not deleted, and the number of all of them. */
export async function listUsers(
  reads: RequestReads,
  organizationId: string,
  { conditions, startIndex, count }: ListQuery,
): Promise<{ total: number; users: DirectoryUser[] }> {
  if (conditions === 'none') return { total: 0, users: [] };
  const page = { offset: startIndex - 1, limit: count };
  const [total, users] = await Promise.all([
    countDirectoryUsers(reads, organizationId, conditions),
    count === 0 ? [] : listDirectoryUsers(reads, organizationId, conditions, page),
  ]);
  return { total, users };
}

/** Finds a user who is not deleted. */
export async function findUser(
  reads: RequestReads,
  organizationId: string,
  id: string,
): Promise<DirectoryUser | undefined> {
  if (!isUuid(id)) return undefined;
  return (await listDirectoryUsers(reads, organizationId, { id }, { offset: 0, limit: 1 }))[0];
}
