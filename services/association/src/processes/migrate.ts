import { checkDatabases } from '@app/subgraph-kit/processes/start-process';
import { readMigrationEnvironment } from '../environment.js';
import { prepareAssociation } from './prepare.js';

const { adminUrl, passwords, policy } = readMigrationEnvironment();
await checkDatabases({ DATABASE_URL: adminUrl });
await prepareAssociation(adminUrl, passwords, policy);
