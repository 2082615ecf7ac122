import { createLog } from '@app/subgraph-kit/processes/log';
import { checkDatabases } from '@app/subgraph-kit/processes/start-process';
import { stopOnTermination } from '@app/subgraph-kit/processes/termination';
import { readServiceEnvironment } from '../environment.js';
import { startJobs } from '../jobs.js';

// Runs the jobs in a process of their own, for services with EMBEDDED_WORKERS=false.
const settings = readServiceEnvironment();
const log = createLog('identity-worker');
await checkDatabases({
  IDENTITY_DATABASE_URL: settings.databaseUrl,
  IDENTITY_WORKER_DATABASE_URL: settings.workerDatabaseUrl,
});
const { stop } = await startJobs(settings, { log });
stopOnTermination(log, [stop]);
log.info('ready');
