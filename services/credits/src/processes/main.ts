import { createLog } from '@app/subgraph-kit/processes/log';
import { startOrExit } from '@app/subgraph-kit/processes/start-process';
import { stopOnTermination } from '@app/subgraph-kit/processes/termination';
import { waitForDatabases } from '@app/subgraph-kit/processes/wait-for-databases';
import { readServiceEnvironment } from '../environment.js';
import { startCredits } from '../server.js';

const settings = readServiceEnvironment();
const log = createLog('credits');
const databases = {
  CREDITS_DATABASE_URL: settings.databaseUrl,
  CREDITS_WORKER_DATABASE_URL: settings.workerDatabaseUrl,
};
await waitForDatabases(databases, { log, address: settings });
const { url, stop } = await startOrExit(startCredits(settings, { log }), 'CREDITS_PORT');
stopOnTermination(log, [stop]);
log.info({ url }, 'ready');
