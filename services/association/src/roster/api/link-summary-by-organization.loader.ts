import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { Clock } from '@app/subgraph-kit/processes/clock';
import DataLoader from 'dataloader';
import type { LinkState } from '../domain/link-state.js';
import { rosterSummaries } from '../store/roster.store.js';

export type CountsByState = ReadonlyMap<LinkState, number>;

/** The number of users of each state in an organization, in one statement for all. */
export function linkSummaryLoader(reads: RequestReads, clock: Clock): DataLoader<string, CountsByState> {
  return new DataLoader(async (ids) => {
    const rows = await rosterSummaries(reads, ids, clock.now());
    return ids.map(
      (id) =>
        new Map(rows.filter(({ organizationId }) => organizationId === id).map(({ state, count }) => [state, count])),
    );
  });
}
