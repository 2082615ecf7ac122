import { readVerifyKey } from '@app/subgraph-kit/callers/identity-token';
import { readPool } from '@app/subgraph-kit/database/pool';
import { cursorCodec } from '@app/subgraph-kit/graphql/cursor';
import { type Clock, systemClock } from '@app/subgraph-kit/processes/clock';
import { createLog } from '@app/subgraph-kit/processes/log';
import { startSubgraphServer } from '@app/subgraph-kit/processes/server';
import { type IdentityContext, identityContext } from './context.js';
import { identityDataSource } from './database/data-source.js';
import type { IdentitySettings } from './environment.js';
import { startJobs } from './jobs.js';
import { oauthRoutes } from './scim/api/rest/oauth.routes.js';
import { scimRoutes } from './scim/api/rest/scim.routes.js';
import { accessTokens } from './scim/application/access-token.js';
import { identifyCallerRoute } from './sign-in/api/identify-caller.route.js';
import { identitySubgraph } from './subgraph.js';

const SERVICE = 'identity';

/** Starts the service: pools, then jobs, then the HTTP server. `stop` stops them in reverse order. */
export async function startIdentity(
  settings: IdentitySettings,
  { clock = systemClock, log = createLog(SERVICE) }: { clock?: Clock; log?: ReturnType<typeof createLog> } = {},
): Promise<{ url: string; stop(): Promise<void> }> {
  const { eventSigningSecret: secret, reportDay, platformTenantId } = settings;
  const { schema } = await identitySubgraph();
  const pool = readPool(settings.databaseUrl, log);
  const dataSource = await identityDataSource(settings.databaseUrl).initialize();
  const worker = settings.embeddedWorkers ? await startJobs(settings, { log }) : undefined;
  const deps = { dataSource, pool, clock, reportDay, platformTenantId, cursors: cursorCodec(secret) };
  const server = await startSubgraphServer<IdentityContext>({
    name: SERVICE,
    schema,
    host: settings.host,
    port: settings.port,
    verifyKey: await readVerifyKey(settings.verifyKey),
    clock,
    log,
    pool,
    context: (request) => identityContext(request, deps),
    routes: (app) => {
      identifyCallerRoute(app, { ...deps, log });
      const scim = { ...deps, log, publicUrl: settings.publicUrl, accessTokens: accessTokens(secret) };
      scimRoutes(app, scim);
      oauthRoutes(app, scim);
    },
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
