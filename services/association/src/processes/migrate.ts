import { startOrExit } from '@app/subgraph-kit/processes/start-process';
import { migrateAssociation } from '../cli/migrate.js';

await startOrExit(migrateAssociation({ environment: process.env }));
