import { MIGRATIONS as ASSOCIATION } from '@app/association/database/migrations';
import { readCreditsFacts } from '@app/credits/cli/facts';
import { MIGRATIONS as CREDITS } from '@app/credits/database/migrations';
import { readMailFacts } from '@app/identity/cli/mail-facts';
import { MIGRATIONS as IDENTITY } from '@app/identity/database/migrations';
import type { CommandRun } from '@app/subgraph-kit/commands/command';
import { readServiceFacts } from '@app/subgraph-kit/commands/service-facts';
import { type Finding, skipped } from './finding.js';
import {
  judgeClock,
  judgeDatabase,
  judgeMail,
  judgeMigrations,
  judgeQueue,
  judgeRelay,
  judgeWebhooks,
} from './judgments.js';
import type { ServiceSettings } from './service-settings.js';

const MIGRATIONS = { identity: IDENTITY, association: ASSOCIATION, credits: CREDITS };

/** Server, migrations and queue of each service, and the clock of the server. */
export async function examineDatabases(services: ServiceSettings): Promise<Finding[]> {
  const findings = [
    await examineDatabase('identity', services),
    await examineDatabase('association', services),
    await examineDatabase('credits', services),
  ];
  const [clock = skipped('clock', 'No database answers.')] = findings.flatMap((one) => one.clock);
  return [...findings.flatMap((one) => one.findings), clock];
}

async function examineDatabase(
  service: keyof ServiceSettings,
  services: ServiceSettings,
): Promise<{ findings: Finding[]; clock: Finding[] }> {
  const { settings } = services[service];
  if (settings === undefined)
    return { findings: [skipped(`database of ${service}`, 'The settings are not valid.')], clock: [] };
  const { databaseUrl: url, workerDatabaseUrl: workerUrl } = settings;
  const facts = await readServiceFacts({ service, url, workerUrl, migrations: MIGRATIONS[service] });
  if ('fault' in facts) return { findings: [judgeDatabase(service, facts)], clock: [] };
  return {
    findings: [judgeDatabase(service, facts), judgeMigrations(service, facts), judgeQueue(service, facts.queue)],
    clock: [judgeClock(facts.clock)],
  };
}

/** The relay and the webhooks. */
export async function examineWork({ credits }: ServiceSettings, run: CommandRun): Promise<Finding[]> {
  if (credits.settings === undefined) return [skipped('relay', 'The settings of credits are not valid.')];
  const { relay, webhooks } = await readCreditsFacts(run);
  return [judgeRelay(relay), judgeWebhooks(webhooks)];
}

/** The outbox of mail. */
export async function examineMail({ identity }: ServiceSettings, run: CommandRun): Promise<Finding[]> {
  if (identity.settings === undefined) return [skipped('mail', 'The settings of identity are not valid.')];
  return [judgeMail(await readMailFacts(run))];
}
