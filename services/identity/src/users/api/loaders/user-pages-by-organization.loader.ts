import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import {
  countUsers,
  type ListedUser,
  listUsers,
  type UserListFilter,
  type UserPage,
} from '../../store/user-list.store.js';

/** Pages of users and their totals. Equal pages of several organizations go into one statement. */
export function userPagesByOrganization(reads: RequestReads) {
  const pages = new Map<string, DataLoader<string, ListedUser[]>>();
  const totals = new Map<string, DataLoader<string, number | null>>();
  return {
    page(organizationId: string, filter: UserListFilter, page: UserPage): Promise<ListedUser[]> {
      const key = JSON.stringify([filter, page]);
      const loader = pages.get(key) ?? new DataLoader((ids) => rowsOf(ids, filter, page));
      pages.set(key, loader);
      return loader.load(organizationId);
    },
    /** Null when a search finds more users than are counted. */
    async total(organizationId: string, filter: UserListFilter): Promise<number | null> {
      const key = JSON.stringify(filter);
      const loader = totals.get(key) ?? new DataLoader((ids) => totalsOf(ids, filter));
      totals.set(key, loader);
      return loader.load(organizationId);
    },
  };

  async function rowsOf(ids: readonly string[], filter: UserListFilter, page: UserPage): Promise<ListedUser[][]> {
    const rows = Map.groupBy(await listUsers(reads, ids, filter, page), ({ organizationId }) => organizationId);
    return ids.map((id) => rows.get(id) ?? []);
  }

  async function totalsOf(ids: readonly string[], filter: UserListFilter): Promise<(number | null)[]> {
    const counts = await countUsers(reads, ids, filter);
    return ids.map((id) => {
      const count = counts.get(id);
      return count === undefined ? 0 : count;
    });
  }
}
