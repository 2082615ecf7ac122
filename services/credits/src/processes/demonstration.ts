import { withLongStatements } from '@app/subgraph-kit/database/long-statements';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { createLog } from '@app/subgraph-kit/processes/log';
import { checkDatabases } from '@app/subgraph-kit/processes/start-process';
import { demonstrationWorldIn } from '@app/subgraph-kit/settings/demonstration-settings';
import { creditsDataSource } from '../database/data-source.js';
import { readDemonstrationEnvironment } from '../environment.js';
import { loadRules } from '../rules/store/load-rules.js';
import { demonstrationWorld } from './demonstration-world.js';
import { seedDemonstration } from './seed-demonstration.js';

const environment = readDemonstrationEnvironment();
const world = demonstrationWorldIn(environment.DEMONSTRATION_FILE, demonstrationWorld);
await checkDatabases({ CREDITS_DATABASE_URL: environment.CREDITS_DATABASE_URL });
const dataSource = await creditsDataSource(withLongStatements(environment.CREDITS_DATABASE_URL)).initialize();
try {
  const creditDeadlineDays = environment.CREDIT_DEADLINE_DAYS;
  const dependencies = {
    dataSource,
    clock: systemClock,
    rules: loadRules(),
    creditDeadlineDays,
    reportDay: environment.REPORT_DAY,
  };
  const recorded = await seedDemonstration(dependencies, world, environment.DEMONSTRATION_BEGUN);
  createLog('credits').info({ recorded }, recorded > 0 ? 'demonstration data made' : 'there is data already');
} finally {
  await dataSource.destroy();
}
