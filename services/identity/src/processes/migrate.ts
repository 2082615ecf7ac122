import { startOrExit } from '@app/subgraph-kit/processes/start-process';
import { migrateIdentity } from '../cli/migrate.js';

await startOrExit(migrateIdentity({ environment: process.env }));
