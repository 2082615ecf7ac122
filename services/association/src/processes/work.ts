import { measureWorker } from '@app/subgraph-kit/metrics/worker-metrics';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { createLog } from '@app/subgraph-kit/processes/log';
import { startOrExit } from '@app/subgraph-kit/processes/start-process';
import { stopOnTermination } from '@app/subgraph-kit/processes/termination';
import { waitForDatabases } from '@app/subgraph-kit/processes/wait-for-databases';
import { startTracing } from '@app/subgraph-kit/tracing/start-tracing';
import { associationDataSource } from '../database/data-source.js';
import { readServiceEnvironment } from '../environment.js';
import { startJobs } from '../jobs.js';
import { assertLimitsInForce } from '../linking/store/limits.store.js';

// The jobs in a process of their own, beside services with EMBEDDED_WORKERS=false.
const settings = readServiceEnvironment();
const log = createLog('association-worker');
const databases = {
  ASSOCIATION_DATABASE_URL: settings.databaseUrl,
  ASSOCIATION_WORKER_DATABASE_URL: settings.workerDatabaseUrl,
};
await waitForDatabases(databases, { log });
const tracing = await startOrExit(startTracing('association-worker', process.env));
const dataSource = await associationDataSource(settings.databaseUrl).initialize();
await startOrExit(assertLimitsInForce(dataSource, settings.policy));
const metrics = await startOrExit(
  measureWorker({ ...settings, service: 'association', dataSource, log }),
  'WORKER_METRICS_PORT',
);
const jobs = await startJobs(settings, { dataSource, clock: systemClock, log, metrics: metrics.metrics });
stopOnTermination(log, [jobs.stop, metrics.stop, () => dataSource.destroy(), tracing.stop]);
log.info('ready');
