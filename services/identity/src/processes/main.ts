import { createLog } from '@app/subgraph-kit/processes/log';
import { checkDatabases, startOrExit } from '@app/subgraph-kit/processes/start-process';
import { stopOnTermination } from '@app/subgraph-kit/processes/termination';
import { readServiceEnvironment } from '../environment.js';
import { startIdentity } from '../server.js';

const settings = readServiceEnvironment();
const log = createLog('identity');
await checkDatabases({
  IDENTITY_DATABASE_URL: settings.databaseUrl,
  IDENTITY_WORKER_DATABASE_URL: settings.workerDatabaseUrl,
});
const { url, stop } = await startOrExit(startIdentity(settings, { log }), 'IDENTITY_PORT');
stopOnTermination(log, [stop]);
log.info({ url }, 'ready');
