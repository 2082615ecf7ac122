import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { ContextWith } from '../../dependencies.js';
import { achievementByIdLoader } from './achievement-by-id.loader.js';
import { achievementPagesByUser } from './achievement-pages-by-user.loader.js';

/** The GraphQL context of achievements. */
export type AchievementsContext = ContextWith<ReturnType<typeof achievementsLoaders>>;

/** Fresh loaders for one request. */
export function achievementsLoaders(reads: RequestReads, now: Date) {
  return { achievementById: achievementByIdLoader(reads), achievementPages: achievementPagesByUser(reads, now) };
}
