import { readFile } from 'node:fs/promises';
import { systemClock } from '@app/subgraph-kit/clock';
import { createLog } from '@app/subgraph-kit/log';
import { demonstrationWorld } from './demonstration-world.js';
import { readDemonstrationEnvironment } from './environment.js';
import { creditsDataSource } from './persistence/data-source.js';
import { loadRules } from './rules/load-rules.js';
import { seedDemonstration } from './seed-demonstration.js';

const environment = readDemonstrationEnvironment();
const world = demonstrationWorld.parse(JSON.parse(await readFile(environment.DEMONSTRATION_FILE, 'utf8')));
const dataSource = await creditsDataSource(environment.CREDITS_DATABASE_URL).initialize();
try {
  const creditDeadlineDays = environment.CREDIT_DEADLINE_DAYS;
  const dependencies = {
    dataSource,
    clock: systemClock,
    rules: loadRules(),
    creditDeadlineDays,
    reportDay: environment.REPORT_DAY,
  };
  const recorded = await seedDemonstration(dependencies, world);
  createLog('credits').info({ recorded }, recorded > 0 ? 'demonstration data made' : 'there is data already');
} finally {
  await dataSource.destroy();
}
