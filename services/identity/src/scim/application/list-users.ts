import type { RequestReads } from '@app/subgraph-kit/reads';
import { isUuid } from '@app/subgraph-kit/text';
import type { DirectoryUser } from '../store/directory-user.store.js';
import {
  countDirectoryUsers,
  type DirectoryConditions,
  listDirectoryUsers,
} from '../store/directory-user-list.store.js';
import { readFilter } from '../domain/filter/user-filter.js';
import { refused } from '../domain/scim-error.js';

export const LARGEST_PAGE = 200;
const USUAL_PAGE = 100;
const LAST_INDEX = 2 ** 31;

/** Which users, and which of them: indices count from 1 (RFC 7644, 3.4.2.4). */
export type ListQuery = { readonly conditions: DirectoryConditions | 'nobody'; startIndex: number; count: number };

/** The query of a list; numbers out of range mean the nearest one that is in range, as the RFC has it. */
export function readListQuery(query: Readonly<Record<string, string | undefined>>): ListQuery {
  const { filter, startIndex, count } = query;
  return {
    conditions: filter === undefined || filter.trim() === '' ? {} : readFilter(filter),
    startIndex: Math.min(Math.max(readNumber('startIndex', startIndex, 1), 1), LAST_INDEX),
    count: Math.min(Math.max(readNumber('count', count, USUAL_PAGE), 0), LARGEST_PAGE),
  };
}

/** A page of the organisation's users who are not deleted, and how many there are. */
export async function listUsers(
  reads: RequestReads,
  organizationId: string,
  { conditions, startIndex, count }: ListQuery,
): Promise<{ total: number; users: DirectoryUser[] }> {
  if (conditions === 'nobody') return { total: 0, users: [] };
  const page = { offset: startIndex - 1, limit: count };
  const [total, users] = await Promise.all([
    countDirectoryUsers(reads, organizationId, conditions),
    count === 0 ? [] : listDirectoryUsers(reads, organizationId, conditions, page),
  ]);
  return { total, users };
}

/** One user who is not deleted. */
export async function findUser(
  reads: RequestReads,
  organizationId: string,
  id: string,
): Promise<DirectoryUser | undefined> {
  if (!isUuid(id)) return undefined;
  return (await listDirectoryUsers(reads, organizationId, { id }, { offset: 0, limit: 1 }))[0];
}

function readNumber(name: string, text: string | undefined, usual: number): number {
  if (text === undefined || text === '') return usual;
  if (!/^[+-]?\d{1,15}$/.test(text)) throw refused('invalidValue', `${name} is a whole number.`);
  return Number(text);
}
