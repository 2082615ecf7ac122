import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import { countAchievements, type ListedAchievement, listAchievements } from '../store/achievement-list.store.js';

type PageOf = { readonly limit: number; readonly after: readonly [achievedAt: string, id: string] | null };

/** Pages of users' achievements and their totals. Users with the same page arguments share one statement. */
export function achievementPagesByUser(reads: RequestReads, now: Date) {
  const pages = new Map<string, DataLoader<string, ListedAchievement[]>>();
  const totals = new DataLoader<string, number>(async (ids) => {
    const rows = await countAchievements(reads, ids, now);
    const byUser = new Map(rows.map(({ userId, total }) => [userId, total]));
    return ids.map((id) => byUser.get(id) ?? 0);
  });
  return {
    page(userId: string, page: PageOf): Promise<ListedAchievement[]> {
      const key = JSON.stringify(page);
      const loader = pages.get(key) ?? new DataLoader((ids) => rowsOf(ids, page));
      pages.set(key, loader);
      return loader.load(userId);
    },
    total: (userId: string): Promise<number> => totals.load(userId),
  };

  async function rowsOf(ids: readonly string[], page: PageOf): Promise<ListedAchievement[][]> {
    const byUser = Map.groupBy(await listAchievements(reads, ids, { now, ...page }), ({ userId }) => userId);
    return ids.map((id) => byUser.get(id) ?? []);
  }
}
