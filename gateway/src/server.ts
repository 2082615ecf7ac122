import { readFileSync } from 'node:fs';
import { type Clock, systemClock } from '@app/subgraph-kit/processes/clock';
import { createLog } from '@app/subgraph-kit/processes/log';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { Agent } from 'undici';
import { clientAddress } from './caller/client-address.js';
import { internalTokens } from './caller/internal-tokens.js';
import { workAccounts } from './caller/work-accounts.js';
import { CONSOLE_PATH, consoleRoutes } from './edge/console-pages.js';
import { edgeRoutes } from './edge/edge-routes.js';
import { graphqlRoutes } from './edge/graphql-routes.js';
import { createHttpServer } from './edge/http-server.js';
import { onEveryAddress } from './edge/listen.js';
import type { GatewaySettings } from './environment.js';
import { startApollo } from './execution/apollo.js';
import { subgraphPool } from './execution/subgraphs/subgraph-pool.js';
import { frontEndRoutes } from './front-end/front-end-routes.js';
import { healthRoutes } from './health/health-routes.js';
import { createMetrics, type Metrics } from './health/metrics.js';
import { LIMITS } from './limits/limits.js';
import { rateLimits } from './limits/rate-limits.js';
import { trustedDocuments, trustedTexts } from './planning/trusted-documents.js';
import { sessionRoutes } from './session/session-routes.js';
import { webSessions } from './session/web-sessions.js';

/** A running gateway. `stop` lets the requests in progress finish. */
export type RunningGateway = { url: string; stop(): Promise<void> };

/** Replacements for tests. */
export type GatewayOptions = { clock?: Clock; supergraph?: string; log?: Logger; host?: string };

const NO_TRUSTED_PROXIES =
  'TRUSTED_PROXIES is not set: behind a proxy all clients without a token have one address, and one limit together';

const milliseconds = () => performance.now();

/** Starts the gateway over the committed supergraph; no service and no issuer needs to be there yet. */
export async function startGateway(settings: GatewaySettings, options: GatewayOptions = {}): Promise<RunningGateway> {
  const { clock = systemClock, log = createLog('gateway') } = options;
  const { production, publicUrl, subgraphs, web } = settings;
  const supergraph = options.supergraph ?? readFileSync(new URL('../supergraph.graphql', import.meta.url), 'utf8');
  if (production && settings.trustedProxies.length === 0) log.warn(NO_TRUSTED_PROXIES);

  const tokens = await internalTokens(settings.internalSigningKey, clock);
  const pools = new Map(Object.entries(subgraphs).map(([name, url]) => [name, subgraphPool(url)]));
  const outside = new Agent({ connect: { timeout: LIMITS.connectTimeout } });
  const metrics = createMetrics(log);
  for (const [name, pool] of pools) metrics.connections(name, pool);
  // In development a start is waited for more often than the first answer.
  const expected = production && web !== undefined ? trustedTexts(web.root) : [];
  const apollo = await startApollo({ supergraph, settings, pools, log, metrics, expected });
  const accounts = workAccounts(settings, { clock, log, outside, pools, tokens, milliseconds });
  const sessions = web && webSessions(settings, web, { clock, log, outside, verify: accounts.verify, milliseconds });
  const rates = rateLimits(settings.rateLimitPerMinute, milliseconds);
  const addressOf = clientAddress(settings.trustedProxies);
  const consoleUrl = production ? undefined : settings.consoleUrl;

  const app = createHttpServer(settings.frontendOrigins, log, metrics);
  const draining = drainable(app);
  healthRoutes(app, pools, draining.isDraining);
  const operations = {
    apollo,
    accounts,
    documents: web === undefined ? () => undefined : trustedDocuments(web.root),
    production,
    sessionClaims: sessions?.sessions.claimsOf ?? (async () => undefined),
    rates: rates.operations,
    addressOf,
    log,
    signIdentityToken: tokens.ofCaller,
  };
  await app.register((scope) => graphqlRoutes(scope, operations, consoleUrl));
  const edge = { services: subgraphs, rates: rates.visits, addressOf, log, tokens, establish: accounts.establish };
  await app.register((scope) => edgeRoutes(scope, edge));
  if (consoleUrl !== undefined) {
    const standsIn = web === undefined;
    await app.register((scope) => consoleRoutes(scope, { consoleUrl, standsIn }));
  }
  if (web !== undefined && sessions !== undefined) {
    const consoleAt = consoleUrl === undefined ? undefined : CONSOLE_PATH;
    const session = { ...sessions, publicUrl, clock, log, addressOf, visits: rates.visits, consoleAt };
    await app.register((scope) => sessionRoutes(scope, session));
    await app.register((scope) => frontEndRoutes(scope, { root: web.root, publicUrl }));
  }

  const measuring = await serveMetrics(metrics, settings);
  const listen = (host: string) => app.listen({ port: settings.port, host });
  const url = await (options.host === undefined ? onEveryAddress(listen) : listen(options.host));
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    await draining.drain();
    await Promise.all([apollo.stop(), measuring.stop()]);
    await Promise.all([...pools.values(), outside].map((pool) => pool.close()));
  };
  return {
    url,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** Closes an HTTP server once its requests are answered, for a limited time. */
function drainable(app: FastifyInstance) {
  let draining = false;
  // An open connection would outlive its last answer and delay the stop.
  app.addHook('onSend', async (_request, reply) => void (draining && reply.header('connection', 'close')));
  return {
    isDraining: () => draining,
    drain: async () => {
      draining = true;
      const timeLimit = setTimeout(() => app.server.closeAllConnections(), LIMITS.requestTimeout);
      await app.close();
      clearTimeout(timeLimit);
    },
  };
}

/** Outside production metrics are for this machine alone, unless a setting says otherwise. */
function serveMetrics(metrics: Metrics, { production, metricsPort, metricsHost = '127.0.0.1' }: GatewaySettings) {
  return production
    ? onEveryAddress((host) => metrics.serve(metricsPort, host))
    : metrics.serve(metricsPort, metricsHost);
}
