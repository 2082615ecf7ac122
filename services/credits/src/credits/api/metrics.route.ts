import { RequestReads } from '@app/subgraph-kit/database/reads';
import type { Clock } from '@app/subgraph-kit/processes/clock';
import { retryLater } from '@app/subgraph-kit/processes/retry-later';
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { Gauge, Registry } from 'prom-client';
import { countUnnumberedEvents } from '../../events/store/event-list.store.js';
import { outdatedEverywhere } from '../store/outdated.store.js';
import { MOST_OVERDUE, overdueCredits } from '../store/overdue-credits.store.js';

/** Gauges of another area: made once in the registers, set before each answer. */
export type FurtherGauges = (registers: Registry[]) => (reads: RequestReads, now: Date) => Promise<void>;

/**
 * Metrics for operators at /metrics in the text format of Prometheus: counts over all organizations, no data of any of
 * them.
 */
export function exposeMetrics(
  app: FastifyInstance,
  { pool, clock, version, further }: { pool: Pool; clock: Clock; version: string; further: readonly FurtherGauges[] },
): void {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
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
  const setFurther = further.map((gauges) => gauges(registers));
  app.get('/metrics', { config: { open: true } }, async (request, reply) => {
    const now = clock.now();
    const reads = new RequestReads(pool, 'every-organization');
    try {
      const found = await overdueCredits(reads, now);
      overdue.set(found.count);
      unnumbered.set(await countUnnumberedEvents(reads));
      for (const [what, left] of Object.entries(await outdatedEverywhere(reads, version))) outdated.set({ what }, left);
      for (const set of setFurther) await set(reads, now);
      oldest.set(found.oldest === null ? 0 : (now.getTime() - found.oldest.getTime()) / 1_000);
    } catch (error) {
      request.log.error({ err: { message: (error as Error).message } }, 'the counts of /metrics could not be read');
      return await retryLater(reply, 503).send();
    } finally {
      await reads.end();
    }
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
