import { RequestReads } from '@app/subgraph-kit/database/reads';
import type { GaugesOf } from '@app/subgraph-kit/metrics/process-metrics';
import type { Clock } from '@app/subgraph-kit/processes/clock';
import type { Pool } from 'pg';
import { Gauge } from 'prom-client';
import { countAllWebhooks } from '../store/webhook-counts.store.js';

/** Gauges of the webhooks of all organizations. */
export function webhookGauges({ pool, clock }: { pool: Pool; clock: Clock }): GaugesOf {
  return (registers) => {
    const byState = new Gauge({
      name: 'webhooks',
      help: 'Webhooks by state. DISABLED: their receivers failed for five days, answered 410 or have no public address.',
      labelNames: ['state'],
      registers,
    });
    const failing = new Gauge({
      name: 'webhooks_failing',
      help: 'Active webhooks whose receivers rejected at least five events in a row.',
      registers,
    });
    const lag = new Gauge({
      name: 'webhooks_lag_seconds',
      help: 'Seconds for which the oldest due delivery has waited for a sender; 0 when none waits.',
      registers,
    });
    return async () => {
      const now = clock.now();
      const reads = new RequestReads(pool, 'every-organization');
      try {
        const { active, paused, disabled, failing: failed, oldestDueAt } = await countAllWebhooks(reads, now);
        for (const [state, count] of Object.entries({ ACTIVE: active, PAUSED: paused, DISABLED: disabled }))
          byState.set({ state }, count);
        failing.set(failed);
        lag.set(oldestDueAt === null ? 0 : (now.getTime() - oldestDueAt.getTime()) / 1_000);
      } finally {
        await reads.end();
      }
    };
  };
}
