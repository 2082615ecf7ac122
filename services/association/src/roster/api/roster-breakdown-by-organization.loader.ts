import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { Clock } from '@app/subgraph-kit/processes/clock';
import DataLoader from 'dataloader';
import { NO_BREAKDOWN, type RosterBreakdown, type RosterBreakdownBy } from '../domain/roster-breakdown.js';
import { rosterBreakdowns } from '../store/roster-breakdown.store.js';

export type RosterBreakdownKey = { organizationId: string; by: RosterBreakdownBy; first: number };

const kindOf = ({ by, first }: RosterBreakdownKey) => `${by}:${first}`;

/** The breakdowns of several organizations in one statement, provided that they ask for the same. */
export function rosterBreakdownLoader(
  reads: RequestReads,
  clock: Clock,
): DataLoader<RosterBreakdownKey, RosterBreakdown, string> {
  return new DataLoader(
    async (keys) => {
      const now = clock.now();
      const found = new Map<string, Map<string, RosterBreakdown>>();
      for (const [kind, group] of Map.groupBy(keys, kindOf)) {
        const [{ by, first } = { by: 'DEPARTMENT' as const, first: 0 }] = group;
        const ids = group.map(({ organizationId }) => organizationId);
        found.set(kind, await rosterBreakdowns(reads, ids, { by, first, now }));
      }
      return keys.map((key) => found.get(kindOf(key))?.get(key.organizationId) ?? NO_BREAKDOWN);
    },
    { cacheKeyFn: (key) => `${key.organizationId}:${kindOf(key)}` },
  );
}
