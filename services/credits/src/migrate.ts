import { prepareService } from '@app/subgraph-kit/prepare-service';
import { readMigrationEnvironment } from './environment.js';
import { MIGRATIONS } from './persistence/migrations/all.js';

const environment = readMigrationEnvironment();
await prepareService({
  adminUrl: environment.DATABASE_URL,
  service: 'credits',
  appPassword: environment.CREDITS_APP_PASSWORD,
  workerPassword: environment.CREDITS_WORKER_PASSWORD,
  migrations: MIGRATIONS,
});
