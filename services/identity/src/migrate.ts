import { prepareService } from '@app/subgraph-kit/prepare-service';
import { readMigrationEnvironment } from './environment.js';
import { MIGRATIONS } from './persistence/migrations/all.js';

const environment = readMigrationEnvironment();
await prepareService({
  adminUrl: environment.DATABASE_URL,
  service: 'identity',
  appPassword: environment.IDENTITY_APP_PASSWORD,
  workerPassword: environment.IDENTITY_WORKER_PASSWORD,
  migrations: MIGRATIONS,
});
