import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import { achievementsById, type ListedAchievement } from '../store/achievement-list.store.js';

export function achievementByIdLoader(reads: RequestReads): DataLoader<string, ListedAchievement | null> {
  return new DataLoader(async (ids) => {
    const byId = new Map((await achievementsById(reads, ids)).map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}
