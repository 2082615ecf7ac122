import type { DirectoryConditions } from './filter/conditions.js';
import { readFilter } from './filter/user-filter.js';
import { rejected } from './scim-error.js';

export const LARGEST_PAGE = 200;
const USUAL_PAGE = 100;
const LAST_INDEX = 2 ** 31;

/** Conditions and page of a list; indices start at 1 (RFC 7644, 3.4.2.4). */
export type ListQuery = { readonly conditions: DirectoryConditions | 'none'; startIndex: number; count: number };

/** Reads the query of a list; numbers out of range become the nearest one in range, as the RFC says. */
export function readListQuery(query: Readonly<Record<string, string | undefined>>): ListQuery {
  const { filter, startIndex, count } = query;
  return {
    conditions: filter === undefined || filter.trim() === '' ? {} : readFilter(filter),
    startIndex: Math.min(Math.max(readNumber('startIndex', startIndex, 1), 1), LAST_INDEX),
    count: Math.min(Math.max(readNumber('count', count, USUAL_PAGE), 0), LARGEST_PAGE),
  };
}

function readNumber(name: string, text: string | undefined, usual: number): number {
  if (text === undefined || text === '') return usual;
  if (!/^[+-]?\d{1,15}$/.test(text)) throw rejected('invalidValue', `${name} is a whole number.`);
  return Number(text);
}
