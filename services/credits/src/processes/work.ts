import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { measureWorker } from '@app/subgraph-kit/metrics/worker-metrics';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { createLog } from '@app/subgraph-kit/processes/log';
import { startOrExit } from '@app/subgraph-kit/processes/start-process';
import { stopOnTermination } from '@app/subgraph-kit/processes/termination';
import { waitForDatabases } from '@app/subgraph-kit/processes/wait-for-databases';
import { startTracing } from '@app/subgraph-kit/tracing/start-tracing';
import { creditsDataSource } from '../database/data-source.js';
import { readServiceEnvironment } from '../environment.js';
import { exportsServices, openExportFiles } from '../exports/application/open-exports.js';
import { putInForce } from '../rules/application/put-in-force.js';
import { loadRules } from '../rules/store/load-rules.js';
import { SETTLE_SECONDS } from '../skills-report/application/publish-skills-reports.js';
import { startJobs } from '../start-jobs.js';

// Runs the jobs in their own process, beside services with EMBEDDED_WORKERS=false.
const settings = readServiceEnvironment();
const { creditDeadlineDays, reportDay } = settings;
const log = createLog('credits-worker');
const databases = {
  CREDITS_DATABASE_URL: settings.databaseUrl,
  CREDITS_WORKER_DATABASE_URL: settings.workerDatabaseUrl,
};
await waitForDatabases(databases, { log });
const tracing = await startOrExit(startTracing('credits-worker', process.env));
const dataSource = await creditsDataSource(settings.databaseUrl).initialize();
const rules = loadRules();
await inTransaction(dataSource, 'every-organization', (manager) => putInForce(manager, rules, systemClock.now()));
const dependencies = { dataSource, clock: systemClock, rules, creditDeadlineDays, reportDay };
const metrics = await startOrExit(
  measureWorker({ ...settings, service: 'credits', dataSource, log }),
  'WORKER_METRICS_PORT',
);
const jobs = await startJobs(settings, dependencies, {
  exports: exportsServices(settings, await openExportFiles(settings)),
  log,
  metrics: metrics.metrics,
  settleSeconds: SETTLE_SECONDS,
});
stopOnTermination(log, [jobs.stop, metrics.stop, () => dataSource.destroy(), tracing.stop]);
log.info('ready');
