import { RequestReads } from '@app/subgraph-kit/database/reads';
import type { GaugesOf } from '@app/subgraph-kit/metrics/process-metrics';
import type { Clock } from '@app/subgraph-kit/processes/clock';
import type { Pool } from 'pg';
import { Gauge } from 'prom-client';
import { countUnnumberedEvents } from '../../events/store/event-list.store.js';
import { outdatedEverywhere } from '../store/outdated.store.js';
import { MOST_OVERDUE, overdueCredits } from '../store/overdue-credits.store.js';

/** Gauges of the credits of all organizations. */
export function creditGauges({ pool, clock, version }: { pool: Pool; clock: Clock; version: string }): GaugesOf {
  return (registers) => {
    const overdue = new Gauge({
      name: 'credits_overdue',
      help: `Pending credits whose promised instant (expectedBy) has passed, up to ${MOST_OVERDUE}.`,
      registers,
    });
    const oldest = new Gauge({
      name: 'credits_overdue_oldest_seconds',
      help: 'Seconds since the promised instant of the oldest overdue credit; 0 when none is overdue.',
      registers,
    });
    const outdated = new Gauge({
      name: 'credits_recalculation_left',
      help: 'Rows that other rule data than that of this process produced: people, or achievements.',
      labelNames: ['what'],
      registers,
    });
    const unnumbered = new Gauge({
      name: 'credits_events_not_numbered',
      help: 'Events of the log that the relay has not numbered yet; more than a few when no worker runs.',
      registers,
    });
    return async () => {
      const now = clock.now();
      const reads = new RequestReads(pool, 'every-organization');
      try {
        const found = await overdueCredits(reads, now);
        overdue.set(found.count);
        oldest.set(found.oldest === null ? 0 : (now.getTime() - found.oldest.getTime()) / 1_000);
        unnumbered.set(await countUnnumberedEvents(reads));
        for (const [what, left] of Object.entries(await outdatedEverywhere(reads, version)))
          outdated.set({ what }, left);
      } finally {
        await reads.end();
      }
    };
  };
}
