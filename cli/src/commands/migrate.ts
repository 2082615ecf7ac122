import type { CommandDefinition } from '../program.js';

const SERVICES = ['identity', 'association', 'credits'] as const;

export const MIGRATE: CommandDefinition = {
  name: 'migrate',
  description: 'brings the schemas, roles and queues of all services up to date; repeating it changes nothing',
  change: () => 'Migrate the database of DATABASE_URL?',
  work: async (_words, _options, run) => {
    for (const service of SERVICES) {
      run.progress(`Migrating ${service} …`);
      await migrationOf[service](run);
    }
    return { text: ['The database is up to date.'], data: { migrated: SERVICES } };
  },
};

type Run = Parameters<CommandDefinition['work']>[2];

const migrationOf: Readonly<Record<(typeof SERVICES)[number], (run: Run) => Promise<void>>> = {
  identity: async (run) => (await import('@app/identity/cli/migrate')).migrateIdentity(run),
  association: async (run) => (await import('@app/association/cli/migrate')).migrateAssociation(run),
  credits: async (run) => (await import('@app/credits/cli/migrate')).migrateCredits(run),
};
