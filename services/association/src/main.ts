import { createLog } from '@app/subgraph-kit/log';
import { stopOnTermination } from '@app/subgraph-kit/termination';
import { readServiceEnvironment } from './environment.js';
import { startAssociation } from './server.js';

const settings = readServiceEnvironment();
const log = createLog('association');
const { url, stop } = await startAssociation(settings, { log });
stopOnTermination(log, [stop]);
log.info({ url }, 'ready');
