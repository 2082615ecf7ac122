import { readMigrationEnvironment } from './environment.js';
import { prepareAssociation } from './prepare.js';

const { adminUrl, passwords, policy } = readMigrationEnvironment();
await prepareAssociation(adminUrl, passwords, policy);
