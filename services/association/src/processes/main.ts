import { createLog } from '@app/subgraph-kit/processes/log';
import { startOrExit } from '@app/subgraph-kit/processes/start-process';
import { stopOnTermination } from '@app/subgraph-kit/processes/termination';
import { waitForDatabases } from '@app/subgraph-kit/processes/wait-for-databases';
import { readServiceEnvironment } from '../environment.js';
import { startAssociation } from '../server.js';

const settings = readServiceEnvironment();
const log = createLog('association');
const databases = {
  ASSOCIATION_DATABASE_URL: settings.databaseUrl,
  ASSOCIATION_WORKER_DATABASE_URL: settings.workerDatabaseUrl,
};
await waitForDatabases(databases, { log, address: settings });
const { url, stop } = await startOrExit(startAssociation(settings, { log }), 'ASSOCIATION_PORT');
stopOnTermination(log, [stop]);
log.info({ url }, 'ready');
