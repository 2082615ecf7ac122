import { createLog } from '@app/subgraph-kit/processes/log';
import { checkDatabases, startOrExit } from '@app/subgraph-kit/processes/start-process';
import { stopOnTermination } from '@app/subgraph-kit/processes/termination';
import { readServiceEnvironment } from '../environment.js';
import { startAssociation } from '../server.js';

const settings = readServiceEnvironment();
const log = createLog('association');
await checkDatabases({
  ASSOCIATION_DATABASE_URL: settings.databaseUrl,
  ASSOCIATION_WORKER_DATABASE_URL: settings.workerDatabaseUrl,
});
const { url, stop } = await startOrExit(startAssociation(settings, { log }), 'ASSOCIATION_PORT');
stopOnTermination(log, [stop]);
log.info({ url }, 'ready');
