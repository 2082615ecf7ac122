import { createLog } from '@app/subgraph-kit/log';
import { stopOnTermination } from '@app/subgraph-kit/termination';
import { readServiceEnvironment } from './environment.js';
import { startJobs } from './jobs/start-jobs.js';

// The jobs in a process of their own, beside services with EMBEDDED_WORKERS=false.
const settings = readServiceEnvironment();
const log = createLog('identity-worker');
const { stop } = await startJobs(settings, { log });
stopOnTermination(log, [stop]);
log.info('ready');
