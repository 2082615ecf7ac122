import type { ListedAchievement } from '../../achievements/store/achievement-list.store.js';
import type { ContextWith } from '../../dependencies.js';

/** The GraphQL context of importing, with the loader of achievements. */
export type ImportingContext = ContextWith<{
  readonly achievementById: { load(id: string): Promise<ListedAchievement | null> };
}>;
