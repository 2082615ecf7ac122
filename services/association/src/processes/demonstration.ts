import { createLog } from '@app/subgraph-kit/processes/log';
import { startOrExit } from '@app/subgraph-kit/processes/start-process';
import { seedAssociation } from '../cli/seed-demonstration.js';

const started = await startOrExit(seedAssociation({ environment: process.env }));
createLog('association').info({ started }, started > 0 ? 'demonstration data made' : 'there is data already');
