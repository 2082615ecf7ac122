import { createLog } from '@app/subgraph-kit/processes/log';
import { startOrExit } from '@app/subgraph-kit/processes/start-process';
import { stopOnTermination } from '@app/subgraph-kit/processes/termination';
import { waitForDatabases } from '@app/subgraph-kit/processes/wait-for-databases';
import { startTracing } from '@app/subgraph-kit/tracing/start-tracing';
import { readServiceEnvironment } from '../environment.js';
import { startIdentity } from '../server.js';

const settings = readServiceEnvironment();
const log = createLog('identity');
const databases = {
  IDENTITY_DATABASE_URL: settings.databaseUrl,
  IDENTITY_WORKER_DATABASE_URL: settings.workerDatabaseUrl,
};
await waitForDatabases(databases, { log, address: settings });
const tracing = await startOrExit(startTracing('identity', process.env));
const { url, stop } = await startOrExit(startIdentity(settings, { log }), 'IDENTITY_PORT');
stopOnTermination(log, [stop, tracing.stop]);
log.info({ url }, 'ready');
