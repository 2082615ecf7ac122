import { measureWorker } from '@app/subgraph-kit/metrics/worker-metrics';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { createLog } from '@app/subgraph-kit/processes/log';
import { startOrExit } from '@app/subgraph-kit/processes/start-process';
import { stopOnTermination } from '@app/subgraph-kit/processes/termination';
import { waitForDatabases } from '@app/subgraph-kit/processes/wait-for-databases';
import { startTracing } from '@app/subgraph-kit/tracing/start-tracing';
import { identityDataSource } from '../database/data-source.js';
import { readServiceEnvironment } from '../environment.js';
import { startJobs } from '../jobs.js';

// Runs the jobs in a process of their own, for services with EMBEDDED_WORKERS=false.
const settings = readServiceEnvironment();
const log = createLog('identity-worker');
const databases = {
  IDENTITY_DATABASE_URL: settings.databaseUrl,
  IDENTITY_WORKER_DATABASE_URL: settings.workerDatabaseUrl,
};
await waitForDatabases(databases, { log });
const { reportDay, platformTenantId } = settings;
const tracing = await startOrExit(startTracing('identity-worker', process.env));
const dataSource = await identityDataSource(settings.databaseUrl).initialize();
const sendsMail = settings.mail !== null;
const dependencies = { dataSource, clock: systemClock, reportDay, platformTenantId, sendsMail };
const metrics = await startOrExit(
  measureWorker({ ...settings, service: 'identity', dataSource, log }),
  'WORKER_METRICS_PORT',
);
const jobs = await startJobs(settings, dependencies, { log, metrics: metrics.metrics });
stopOnTermination(log, [jobs.stop, metrics.stop, () => dataSource.destroy(), tracing.stop]);
log.info('ready');
