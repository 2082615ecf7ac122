import { consumeEvents } from '@app/events/consume';
import { readVerifyKey } from '@app/subgraph-kit/callers/identity-token';
import { readPool } from '@app/subgraph-kit/database/pool';
import { cursorCodec } from '@app/subgraph-kit/graphql/cursor';
import { measureQueue } from '@app/subgraph-kit/metrics/job-metrics';
import { measureWrites, ProcessMetrics } from '@app/subgraph-kit/metrics/process-metrics';
import { type Clock, systemClock } from '@app/subgraph-kit/processes/clock';
import { createLog } from '@app/subgraph-kit/processes/log';
import { startSubgraphServer } from '@app/subgraph-kit/processes/server';
import { type IdentityContext, identityContext } from './context.js';
import { identityDataSource } from './database/data-source.js';
import type { IdentitySettings } from './environment.js';
import { startJobs } from './jobs.js';
import { eventHandlers } from './mail/api/event-handlers.js';
import { mailGauges } from './mail/api/mail-gauges.js';
import { unsubscribeRoute } from './mail/api/unsubscribe.route.js';
import { unsubscribeTokens } from './mail/application/unsubscribe-token.js';
import { oauthRoutes } from './scim/api/rest/oauth.routes.js';
import { scimRoutes } from './scim/api/rest/scim.routes.js';
import { accessTokens } from './scim/application/access-token.js';
import { identifyCallerRoute } from './sign-in/api/identify-caller.route.js';
import { identitySubgraph } from './subgraph.js';

const SERVICE = 'identity';

/** The running service; `catchUp` does what is due, as its jobs do by schedule. */
export type RunningIdentity = { url: string; catchUp(): Promise<void>; stop(): Promise<void> };

/** Starts the service: pools, then jobs, then the HTTP server. `stop` stops them in reverse order. */
export async function startIdentity(
  settings: IdentitySettings,
  { clock = systemClock, log = createLog(SERVICE) }: { clock?: Clock; log?: ReturnType<typeof createLog> } = {},
): Promise<RunningIdentity> {
  const { eventSigningSecret: secret, reportDay, platformTenantId } = settings;
  const { schema } = await identitySubgraph();
  const pool = readPool(settings.databaseUrl, log);
  const dataSource = await identityDataSource(settings.databaseUrl).initialize();
  const sendsMail = settings.mail !== null;
  const dependencies = { dataSource, clock, reportDay, platformTenantId, sendsMail };
  const metrics = new ProcessMetrics(log);
  measureWrites(metrics, dataSource);
  metrics.addSource('mail', mailGauges({ pool, clock }));
  const queue = measureQueue(metrics, { service: SERVICE, workerUrl: settings.workerDatabaseUrl });
  const worker = settings.embeddedWorkers ? await startJobs(settings, dependencies, { log, metrics }) : undefined;
  const deps = { ...dependencies, pool, cursors: cursorCodec(secret) };
  const server = await startSubgraphServer<IdentityContext>({
    name: SERVICE,
    schema,
    host: settings.host,
    port: settings.port,
    verifyKey: await readVerifyKey(settings.verifyKey),
    clock,
    log,
    pool,
    metrics,
    context: (request) => identityContext(request, deps),
    routes: async (app) => {
      identifyCallerRoute(app, { ...deps, log });
      const scim = { ...deps, log, publicUrl: settings.publicUrl, accessTokens: accessTokens(secret) };
      scimRoutes(app, scim);
      oauthRoutes(app, scim);
      unsubscribeRoute(app, { ...deps, tokens: unsubscribeTokens(secret) });
      await consumeEvents(app, { secret, handlers: eventHandlers(deps) });
    },
  });
  return {
    url: server.url,
    catchUp: async () => worker?.catchUp(),
    async stop() {
      await server.stop();
      await worker?.stop();
      await queue.stop();
      await pool.end();
      await dataSource.destroy();
    },
  };
}
