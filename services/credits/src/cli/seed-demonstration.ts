import type { CommandRun } from '@app/subgraph-kit/commands/command';
import { withLongStatements } from '@app/subgraph-kit/database/long-statements';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { assertDatabases } from '@app/subgraph-kit/processes/start-process';
import { demonstrationWorldIn } from '@app/subgraph-kit/settings/demonstration-settings';
import { readEnvironment } from '@app/subgraph-kit/settings/environment';
import { creditsDataSource } from '../database/data-source.js';
import { demonstrationEnvironment } from '../environment.js';
import { demonstrationWorld } from '../processes/demonstration-world.js';
import { seedDemonstration } from '../processes/seed-demonstration.js';
import { loadRules } from '../rules/store/load-rules.js';

/** Loads the achievements, figures and reports of the demonstration; returns how many achievements were recorded. */
export async function seedCredits({ environment }: Pick<CommandRun, 'environment'>): Promise<number> {
  const settings = readEnvironment(demonstrationEnvironment, environment);
  const world = demonstrationWorldIn(settings.DEMONSTRATION_FILE, demonstrationWorld);
  await assertDatabases({ CREDITS_DATABASE_URL: settings.CREDITS_DATABASE_URL });
  const dataSource = await creditsDataSource(withLongStatements(settings.CREDITS_DATABASE_URL)).initialize();
  try {
    const { CREDIT_DEADLINE_DAYS: creditDeadlineDays, REPORT_DAY: reportDay } = settings;
    const dependencies = { dataSource, clock: systemClock, rules: loadRules(), creditDeadlineDays, reportDay };
    return await seedDemonstration(dependencies, world, settings.DEMONSTRATION_BEGUN);
  } finally {
    await dataSource.destroy();
  }
}
