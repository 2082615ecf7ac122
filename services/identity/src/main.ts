import { createLog } from '@app/subgraph-kit/log';
import { stopOnTermination } from '@app/subgraph-kit/termination';
import { readServiceEnvironment } from './environment.js';
import { startIdentity } from './server.js';

const settings = readServiceEnvironment();
const log = createLog('identity');
const { url, stop } = await startIdentity(settings, { log });
stopOnTermination(log, [stop]);
log.info({ url }, 'ready');
