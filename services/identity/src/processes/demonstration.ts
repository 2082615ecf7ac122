import { createLog } from '@app/subgraph-kit/processes/log';
import { startOrExit } from '@app/subgraph-kit/processes/start-process';
import { seedIdentity } from '../cli/seed-demonstration.js';

const seeded = await startOrExit(seedIdentity({ environment: process.env }));
createLog('identity').info({ seeded }, seeded ? 'demonstration data made' : 'there is data already');
