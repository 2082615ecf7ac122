import { prepareService } from '@app/subgraph-kit/prepare-service';
import { insistOnDatabases } from '@app/subgraph-kit/start-process';
import { readMigrationEnvironment } from '../environment.js';
import { MIGRATIONS } from '../database/migrations.js';

const environment = readMigrationEnvironment();
await insistOnDatabases({ DATABASE_URL: environment.DATABASE_URL });
await prepareService({
  adminUrl: environment.DATABASE_URL,
  service: 'credits',
  appPassword: environment.CREDITS_APP_PASSWORD,
  workerPassword: environment.CREDITS_WORKER_PASSWORD,
  migrations: MIGRATIONS,
});
