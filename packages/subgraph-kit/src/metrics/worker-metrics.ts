import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { measureQueue } from './job-metrics.js';
import { serveMetrics } from './metrics-server.js';
import { measureWrites, ProcessMetrics } from './process-metrics.js';

/** Measures a process that runs jobs alone, and serves its metrics where it has a port for them. */
export async function measureWorker(worker: {
  readonly service: string;
  readonly workerDatabaseUrl: string;
  readonly workerMetricsPort?: number;
  readonly host: string;
  readonly dataSource: DataSource;
  readonly log: Logger;
}): Promise<{ metrics: ProcessMetrics; stop(): Promise<void> }> {
  const metrics = new ProcessMetrics(worker.log);
  measureWrites(metrics, worker.dataSource);
  const queue = measureQueue(metrics, { service: worker.service, workerUrl: worker.workerDatabaseUrl });
  const { workerMetricsPort: port } = worker;
  const served = port === undefined ? undefined : await serveMetrics(metrics, port, worker.host);
  return {
    metrics,
    async stop() {
      await served?.stop();
      await queue.stop();
    },
  };
}
