import { startOrExit } from '@app/subgraph-kit/processes/start-process';
import { migrateCredits } from '../cli/migrate.js';

await startOrExit(migrateCredits({ environment: process.env }));
