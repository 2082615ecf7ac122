import { RequestReads } from '@app/subgraph-kit/database/reads';
import type { GaugesOf } from '@app/subgraph-kit/metrics/process-metrics';
import type { Clock } from '@app/subgraph-kit/processes/clock';
import type { Pool } from 'pg';
import { Gauge } from 'prom-client';
import { countMail } from '../store/mail-state.store.js';

/** Gauges of the mail of all organizations. */
export function mailGauges({ pool, clock }: { pool: Pool; clock: Clock }): GaugesOf {
  return (registers) => {
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
    return async () => {
      const now = clock.now();
      const reads = new RequestReads(pool, 'every-organization');
      try {
        const counts = await countMail(reads, now);
        waiting.set(counts.waiting);
        failed.set(counts.failedInADay);
        oldest.set(counts.oldestCreatedAt === null ? 0 : (now.getTime() - counts.oldestCreatedAt.getTime()) / 1_000);
      } finally {
        await reads.end();
      }
    };
  };
}
