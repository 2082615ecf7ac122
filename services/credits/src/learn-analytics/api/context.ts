import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { ContextWith } from '../../dependencies.js';
import { learnAnalyticsByOrganization } from './learn-analytics-by-organization.loader.js';

/** The GraphQL context of Learn analytics. */
export type LearnAnalyticsContext = ContextWith<ReturnType<typeof learnAnalyticsLoaders>>;

/** Fresh loaders for one request. */
export function learnAnalyticsLoaders(reads: RequestReads) {
  return { learnAnalytics: learnAnalyticsByOrganization(reads) };
}
