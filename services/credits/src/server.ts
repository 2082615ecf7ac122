import { consumeEvents } from '@app/events/consume';
import { readVerifyKey } from '@app/subgraph-kit/callers/identity-token';
import { readPool } from '@app/subgraph-kit/database/pool';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { cursorCodec } from '@app/subgraph-kit/graphql/cursor';
import { measureQueue } from '@app/subgraph-kit/metrics/job-metrics';
import { measureWrites, ProcessMetrics } from '@app/subgraph-kit/metrics/process-metrics';
import { type Clock, systemClock } from '@app/subgraph-kit/processes/clock';
import { createLog } from '@app/subgraph-kit/processes/log';
import { startSubgraphServer } from '@app/subgraph-kit/processes/server';
import { calendarRoutes } from './calendar/api/calendar-routes.js';
import { type ServiceContext, serviceContext } from './context.js';
import { creditGauges } from './credits/api/credit-gauges.js';
import { creditsDataSource } from './database/data-source.js';
import type { Dependencies } from './dependencies.js';
import type { CreditsSettings } from './environment.js';
import { exportRoutes } from './exports/api/export-routes.js';
import { exportsServices, openExportFiles } from './exports/application/open-exports.js';
import { registerLists } from './holdings/store/holder-change.store.js';
import { eventHandlers } from './importing/api/event-handlers.js';
import { putInForce } from './rules/application/put-in-force.js';
import { requiredLists } from './rules/domain/required-lists.js';
import { loadRules } from './rules/store/load-rules.js';
import { reportGauges } from './skills-report/api/report-gauges.js';
import { SETTLE_SECONDS } from './skills-report/application/publish-skills-reports.js';
import { startJobs } from './start-jobs.js';
import { creditsSubgraph } from './subgraph.js';
import { webhookGauges } from './webhooks/api/webhook-gauges.js';
import { webhookServices } from './webhooks/application/webhook-services.js';

const SERVICE = 'credits';

type Surroundings = {
  clock: Clock;
  log: ReturnType<typeof createLog>;
  settleSeconds: number;
  /** The folder of the rule data, by default that of the service. */
  rulesFolder: URL;
};

/** Starts the service: rules, pools, jobs with their backlog, then the server. `stop` runs in reverse order. */
export async function startCredits(
  settings: CreditsSettings,
  {
    clock = systemClock,
    log = createLog(SERVICE),
    settleSeconds = SETTLE_SECONDS,
    rulesFolder,
  }: Partial<Surroundings> = {},
): Promise<{ url: string; stop(): Promise<void> }> {
  const { eventSigningSecret: secret, creditDeadlineDays, reportDay, publicUrl } = settings;
  const rules = loadRules(rulesFolder);
  const { schema } = await creditsSubgraph();
  const exports = exportsServices(settings, await openExportFiles(settings));
  const pool = readPool(settings.databaseUrl, log);
  const dataSource = await creditsDataSource(settings.databaseUrl).initialize();
  await inTransaction(dataSource, 'every-organization', async (manager) => {
    await registerLists(manager, requiredLists(rules));
    await putInForce(manager, rules, clock.now());
  });
  const dependencies: Dependencies = { dataSource, clock, rules, creditDeadlineDays, reportDay };
  const metrics = new ProcessMetrics(log);
  measureWrites(metrics, dataSource);
  metrics.addSource('credits', creditGauges({ pool, clock, version: rules.catalog.version }));
  metrics.addSource('webhooks', webhookGauges({ pool, clock }));
  metrics.addSource('skills-reports', reportGauges(dependencies));
  const queue = measureQueue(metrics, { service: SERVICE, workerUrl: settings.workerDatabaseUrl });
  const worker = settings.embeddedWorkers
    ? await startJobs(settings, dependencies, { exports, log, metrics, settleSeconds })
    : undefined;
  const services = { exports, webhooks: webhookServices(settings), publicUrl };
  const deps = { ...dependencies, cursors: cursorCodec(secret), ...services };
  const server = await startSubgraphServer<ServiceContext>({
    name: SERVICE,
    schema,
    host: settings.host,
    port: settings.port,
    verifyKey: await readVerifyKey(settings.verifyKey),
    clock,
    log,
    pool,
    metrics,
    context: (request) => serviceContext(request, deps),
    routes: (app) => {
      exportRoutes(app, { dataSource, clock, exports });
      calendarRoutes(app, { ...dependencies, publicUrl });
      return consumeEvents(app, { secret, handlers: eventHandlers(dependencies) });
    },
  });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await worker?.stop();
      await queue.stop();
      await pool.end();
      await dataSource.destroy();
    },
  };
}
