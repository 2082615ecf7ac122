import { createLog } from '@app/subgraph-kit/processes/log';
import { checkDatabases, startOrExit } from '@app/subgraph-kit/processes/start-process';
import { stopOnTermination } from '@app/subgraph-kit/processes/termination';
import { readServiceEnvironment } from '../environment.js';
import { startCredits } from '../server.js';

const settings = readServiceEnvironment();
const log = createLog('credits');
await checkDatabases({
  CREDITS_DATABASE_URL: settings.databaseUrl,
  CREDITS_WORKER_DATABASE_URL: settings.workerDatabaseUrl,
});
const { url, stop } = await startOrExit(startCredits(settings, { log }), 'CREDITS_PORT');
stopOnTermination(log, [stop]);
log.info({ url }, 'ready');
