import { receiveEvents } from '@app/events/receive';
import { type Clock, systemClock } from '@app/subgraph-kit/clock';
import { cursorCodec } from '@app/subgraph-kit/cursor';
import { readVerifyKey } from '@app/subgraph-kit/identity-token';
import { createLog } from '@app/subgraph-kit/log';
import { readPool } from '@app/subgraph-kit/pool';
import { startSubgraphServer } from '@app/subgraph-kit/server';
import { inTransaction } from '@app/subgraph-kit/transaction';
import { startWorker } from '@app/subgraph-kit/worker';
import type { Dependencies } from './dependencies.js';
import { requiredLists } from './domain/required-lists.js';
import type { CreditsSettings } from './environment.js';
import { learnFromEvents } from './events/learn-from-events.js';
import { type CreditsContext, creditsContext } from './graphql/context.js';
import { CRONTAB, countingTasks } from './jobs/count-credits.job.js';
import { countCredits } from './operations/count-credits/count-credits.js';
import { creditsDataSource } from './persistence/data-source.js';
import { registerLists } from './persistence/holder-change.store.js';
import { loadRules } from './rules/load-rules.js';
import { creditsSchema } from './schema.js';

const SERVICE = 'credits';

/** Starts the service: rules, pools, then jobs and what they missed, then the door. `stop` goes the other way. */
export async function startCredits(
  settings: CreditsSettings,
  { clock = systemClock, log = createLog(SERVICE) }: { clock?: Clock; log?: ReturnType<typeof createLog> } = {},
): Promise<{ url: string; stop(): Promise<void> }> {
  const { eventSigningSecret: secret, creditDeadlineDays } = settings;
  const rules = loadRules();
  const { schema } = await creditsSchema();
  const pool = readPool(settings.databaseUrl, log);
  const dataSource = await creditsDataSource(settings.databaseUrl).initialize();
  await inTransaction(dataSource, 'every-organization', (manager) => registerLists(manager, requiredLists(rules)));
  const dependencies: Dependencies = { dataSource, clock, rules, creditDeadlineDays };
  const worker = settings.embeddedWorkers
    ? await startCounting(settings.workerDatabaseUrl, dependencies, log)
    : undefined;
  const deps = { ...dependencies, cursors: cursorCodec(secret) };
  const server = await startSubgraphServer<CreditsContext>({
    name: SERVICE,
    schema,
    port: settings.port,
    verifyKey: await readVerifyKey(settings.verifyKey),
    clock,
    log,
    pool,
    context: (request) => creditsContext(request, deps),
    routes: (app) => receiveEvents(app, { secret, handlers: learnFromEvents(dependencies) }),
  });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await worker?.stop();
      await pool.end();
      await dataSource.destroy();
    },
  };
}

async function startCounting(workerUrl: string, dependencies: Dependencies, log: ReturnType<typeof createLog>) {
  const tasks = countingTasks(dependencies);
  const worker = await startWorker({ service: SERVICE, workerUrl, tasks, crontab: CRONTAB, log });
  // What came while the service was away, or before its clock was moved, does not wait for the next minute.
  countCredits(dependencies, 'everything').catch((error: Error) =>
    log.error({ err: { message: error.message } }, 'looking for credits to count at the start failed'),
  );
  return worker;
}
