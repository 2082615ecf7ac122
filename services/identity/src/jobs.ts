import { deliveryTasks } from '@app/events/delivery';
import type { createLog } from '@app/subgraph-kit/processes/log';
import { startWorker } from '@app/subgraph-kit/processes/worker';
import type { IdentitySettings } from './environment.js';

/** Starts the jobs of identity in this process: the delivery of events to the other services. */
export async function startJobs(
  { workerDatabaseUrl: workerUrl, consumers, eventSigningSecret: secret }: IdentitySettings,
  { log }: { log: ReturnType<typeof createLog> },
): Promise<{ stop(): Promise<void> }> {
  return startWorker({ service: 'identity', workerUrl, tasks: deliveryTasks({ consumers, secret, log }), log });
}
