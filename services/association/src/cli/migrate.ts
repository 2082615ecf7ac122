import type { CommandRun } from '@app/subgraph-kit/commands/command';
import { assertDatabases } from '@app/subgraph-kit/processes/start-process';
import { readEnvironment } from '@app/subgraph-kit/settings/environment';
import { migrationEnvironment } from '../environment.js';
import { prepareAssociation } from '../processes/prepare.js';

/** Brings the schema, the roles, the queue and the limits of association up to date. */
export async function migrateAssociation({ environment }: Pick<CommandRun, 'environment'>): Promise<void> {
  const { adminUrl, passwords, policy } = readEnvironment(migrationEnvironment, environment);
  await assertDatabases({ DATABASE_URL: adminUrl });
  await prepareAssociation(adminUrl, passwords, policy);
}
