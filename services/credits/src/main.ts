import { createLog } from '@app/subgraph-kit/log';
import { stopOnTermination } from '@app/subgraph-kit/termination';
import { readServiceEnvironment } from './environment.js';
import { startCredits } from './server.js';

const settings = readServiceEnvironment();
const log = createLog('credits');
const { url, stop } = await startCredits(settings, { log });
stopOnTermination(log, [stop]);
log.info({ url }, 'ready');
