import { systemClock } from '@app/subgraph-kit/processes/clock';
import { createLog } from '@app/subgraph-kit/processes/log';
import { stopOnTermination } from '@app/subgraph-kit/processes/termination';
import { waitForDatabases } from '@app/subgraph-kit/processes/wait-for-databases';
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
const dataSource = await identityDataSource(settings.databaseUrl).initialize();
const sendsMail = settings.mail !== null;
const dependencies = { dataSource, clock: systemClock, reportDay, platformTenantId, sendsMail };
const jobs = await startJobs(settings, dependencies, { log });
stopOnTermination(log, [jobs.stop, () => dataSource.destroy()]);
log.info('ready');
