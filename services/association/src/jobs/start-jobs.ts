import { deliveryTasks } from '@app/events/delivery';
import type { Clock } from '@app/subgraph-kit/clock';
import type { createLog } from '@app/subgraph-kit/log';
import { startWorker } from '@app/subgraph-kit/worker';
import type { DataSource } from 'typeorm';
import type { AssociationSettings } from '../environment.js';
import { endLeavers } from '../operations/end-leavers/end-leavers.js';
import { CRONTAB, leaverTasks } from './end-leavers.job.js';

/**
 * The jobs of association, in the service's own process or in one of their own: deliveries, and the ends of leavers' links,
 * those that were missed first.
 */
export async function startJobs(
  { workerDatabaseUrl: workerUrl, consumers, eventSigningSecret: secret }: AssociationSettings,
  { dataSource, clock, log }: { dataSource: DataSource; clock: Clock; log: ReturnType<typeof createLog> },
): Promise<{ stop(): Promise<void> }> {
  const tasks = { ...deliveryTasks({ consumers, secret, log }), ...leaverTasks({ dataSource, clock }) };
  const worker = await startWorker({ service: 'association', workerUrl, tasks, crontab: CRONTAB, log });
  const missed = endLeavers({ dataSource, clock }).catch((error: Error) =>
    log.error({ err: { message: error.message } }, 'looking for leavers at the start failed'),
  );
  return {
    async stop() {
      await worker.stop();
      await missed;
    },
  };
}
