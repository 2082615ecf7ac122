import type { CommandRun } from '@app/subgraph-kit/commands/command';
import { prepareService } from '@app/subgraph-kit/database/prepare-service';
import { assertDatabases } from '@app/subgraph-kit/processes/start-process';
import { readEnvironment } from '@app/subgraph-kit/settings/environment';
import { MIGRATIONS } from '../database/migrations.js';
import { migrationEnvironment } from '../environment.js';

/** Brings the schema, the roles and the queue of credits up to date. */
export async function migrateCredits({ environment }: Pick<CommandRun, 'environment'>): Promise<void> {
  const settings = readEnvironment(migrationEnvironment, environment);
  await assertDatabases({ DATABASE_URL: settings.DATABASE_URL });
  await prepareService({
    adminUrl: settings.DATABASE_URL,
    service: 'credits',
    appPassword: settings.CREDITS_APP_PASSWORD,
    workerPassword: settings.CREDITS_WORKER_PASSWORD,
    migrations: MIGRATIONS,
  });
}
