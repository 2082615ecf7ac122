import { createLog } from '@app/subgraph-kit/processes/log';
import { startOrExit } from '@app/subgraph-kit/processes/start-process';
import { stopOnTermination } from '@app/subgraph-kit/processes/termination';
import { waitForDatabases } from '@app/subgraph-kit/processes/wait-for-databases';
import { startTracing } from '@app/subgraph-kit/tracing/start-tracing';
import { readServiceEnvironment } from '../environment.js';
import { startCredits } from '../server.js';

const settings = readServiceEnvironment();
const log = createLog('credits');
const databases = {
  CREDITS_DATABASE_URL: settings.databaseUrl,
  CREDITS_WORKER_DATABASE_URL: settings.workerDatabaseUrl,
};
await waitForDatabases(databases, { log, address: settings });
const tracing = await startOrExit(startTracing('credits', process.env));
const { url, stop } = await startOrExit(startCredits(settings, { log }), 'CREDITS_PORT');
stopOnTermination(log, [stop, tracing.stop]);
log.info({ url }, 'ready');
