import { createLog } from '@app/subgraph-kit/processes/log';
import { startOrExit } from '@app/subgraph-kit/processes/start-process';
import { seedCredits } from '../cli/seed-demonstration.js';

const recorded = await startOrExit(seedCredits({ environment: process.env }));
createLog('credits').info({ recorded }, recorded > 0 ? 'demonstration data made' : 'there is data already');
