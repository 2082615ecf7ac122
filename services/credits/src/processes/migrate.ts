import { prepareService } from '@app/subgraph-kit/database/prepare-service';
import { checkDatabases } from '@app/subgraph-kit/processes/start-process';
import { MIGRATIONS } from '../database/migrations.js';
import { readMigrationEnvironment } from '../environment.js';

const environment = readMigrationEnvironment();
await checkDatabases({ DATABASE_URL: environment.DATABASE_URL });
await prepareService({
  adminUrl: environment.DATABASE_URL,
  service: 'credits',
  appPassword: environment.CREDITS_APP_PASSWORD,
  workerPassword: environment.CREDITS_WORKER_PASSWORD,
  migrations: MIGRATIONS,
});
