import { RequestReads } from '@app/subgraph-kit/database/reads';
import type { Clock } from '@app/subgraph-kit/processes/clock';
import { retryLater } from '@app/subgraph-kit/processes/retry-later';
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { Gauge, Registry } from 'prom-client';
import { countMail } from '../store/mail-state.store.js';

/** Metrics for operators at /metrics in the text format of Prometheus: counts over all organizations. */
export function exposeMetrics(app: FastifyInstance, { pool, clock }: { pool: Pool; clock: Clock }): void {
  const registry = new Registry();
  const registers = [registry];
  const waiting = new Gauge({ name: 'mail_waiting', help: 'Mail that waits to be sent.', registers });
  const oldest = new Gauge({
    name: 'mail_oldest_seconds',
    help: 'Age of the oldest mail that waits; 0 when none waits. Above some minutes the mail server takes no mail.',
    registers,
  });
  const failed = new Gauge({
    name: 'mail_failed_last_day',
    help: 'Mail of the last 24 hours that was given up: rejected by the mail server, or not taken for a day.',
    registers,
  });
  app.get('/metrics', { config: { open: true } }, async (request, reply) => {
    const now = clock.now();
    const reads = new RequestReads(pool, 'every-organization');
    try {
      const counts = await countMail(reads, now);
      waiting.set(counts.waiting);
      failed.set(counts.failedInADay);
      oldest.set(counts.oldestCreatedAt === null ? 0 : (now.getTime() - counts.oldestCreatedAt.getTime()) / 1_000);
    } catch (error) {
      request.log.error({ err: { message: (error as Error).message } }, 'the counts of /metrics could not be read');
      return await retryLater(reply, 503).send();
    } finally {
      await reads.end();
    }
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
