import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Caller } from '@app/subgraph-kit/caller';
import { type Clock, systemClock } from '@app/subgraph-kit/clock';
import { issueIdentityToken, readSigningKey } from '@app/subgraph-kit/identity-token';
import { createLog } from '@app/subgraph-kit/log';
import cors from '@fastify/cors';
import { type FastifyInstance, fastify } from 'fastify';
import type { Logger } from 'pino';
import { Agent, type Pool } from 'undici';
import { askIdentity } from './caller/ask-identity.js';
import { callerDirectory } from './caller/caller-directory.js';
import { clientAddress } from './caller/client-address.js';
import { type EstablishCaller, establishCaller } from './caller/establish-caller.js';
import { fetchJson } from './caller/fetch-json.js';
import { issuerKeys } from './caller/issuer-keys.js';
import { workTokens } from './caller/work-token.js';
import { developmentRoutes } from './development/development-routes.js';
import { asksForJson } from './edge/answer-type.js';
import { refuseBrokenRequest } from './edge/broken-request.js';
import { compressAnswers } from './edge/compression.js';
import { edgeRoutes } from './edge/edge-routes.js';
import { graphqlHandler } from './edge/graphql-route.js';
import { refuseUnread, sendRefusal } from './edge/refusal.js';
import { isOfScim, refuseFaultAsScim, refusePathOfScim } from './edge/scim-refusal.js';
import type { GatewaySettings } from './environment.js';
import { startApollo } from './execution/apollo.js';
import { subgraphPool } from './execution/subgraph-pool.js';
import { healthRoutes } from './health/health-routes.js';
import { createMetrics, type Metrics } from './health/metrics.js';
import { logRequests } from './health/request-log.js';
import { LIMITS } from './limits/limits.js';
import { type RateLimit, rateLimit } from './limits/rate-limit.js';

/** A running gateway. `stop` lets the requests under way finish. */
export type RunningGateway = { url: string; stop(): Promise<void> };

/** What tests put in the place of the machine's own. */
export type GatewayOptions = { clock?: Clock; supergraph?: string; log?: Logger; host?: string };

/** What browsers may send, beside what GraphQL clients and their tracing add by themselves, and what they may read. */
const CORS_HEADERS = {
  allowedHeaders: [
    ...['authorization', 'content-type', 'apollo-require-preflight', 'x-apollo-operation-name'],
    ...['apollographql-client-name', 'apollographql-client-version'],
    ...['traceparent', 'tracestate', 'baggage', 'sentry-trace'],
  ],
  exposedHeaders: ['x-request-id', 'retry-after', 'www-authenticate'],
};

const NO_TRUSTED_PROXIES =
  'TRUSTED_PROXIES is not set: behind a proxy all clients without a token have one address, and one limit together';

const milliseconds = () => performance.now();

/** Starts the gateway over the committed supergraph; no service and no issuer needs to be there yet. */
export async function startGateway(settings: GatewaySettings, options: GatewayOptions = {}): Promise<RunningGateway> {
  const { clock = systemClock, log = createLog('gateway') } = options;
  const supergraph = options.supergraph ?? readFileSync(new URL('../supergraph.graphql', import.meta.url), 'utf8');
  const signingKey = await readSigningKey(settings.internalSigningKey);
  const sign = (caller: Caller, audience: string, requestId: string) =>
    issueIdentityToken(signingKey, { caller, audience, requestId }, clock);
  const gatewayToken = (audience: string, requestId: string) => sign({ kind: 'gateway' }, audience, requestId);
  const urls = Object.entries(settings.subgraphs);
  const pools = new Map(urls.map(([name, url]) => [name, subgraphPool(url)]));
  // Downloads take their time; operations must not wait for their connections.
  const edgePools = new Map(urls.map(([name, url]) => [name, subgraphPool(url)]));
  const prefixes = new Map(urls.map(([name, url]) => [name, new URL(url).pathname.replace(/\/$/, '')]));
  const outside = new Agent({ connect: { timeout: LIMITS.connectTimeout } });
  const limit = () => rateLimit(settings.rateLimitPerMinute, LIMITS.rateLimitedCallers, milliseconds);
  // Unauthenticated callers cannot push others out of the memory of a limit either.
  const [people, addresses, visits] = [limit(), limit(), limit()];
  const byKind = (known: RateLimit): RateLimit => ({
    take: (key) => (key.startsWith('address:') ? addresses : known).take(key),
  });
  const rates = byKind(people);
  const addressOf = clientAddress(settings.trustedProxies);
  const { production, subgraphs } = settings;
  if (production && settings.trustedProxies.length === 0) log.warn(NO_TRUSTED_PROXIES);
  const metrics = createMetrics();
  const apollo = await startApollo({ supergraph, production, subgraphs, pools, log, metrics });

  const app = createApp(settings, log, metrics);
  let draining = false;
  // A kept connection would outlive its last answer and hold up the stop.
  app.addHook('onSend', async (_request, reply) => void (draining && reply.header('connection', 'close')));
  healthRoutes(app, pools, () => draining);
  const establish = callers(settings, { clock, log, outside, pools, gatewayToken });
  const handler = graphqlHandler({ apollo, establish, rates, addressOf, log, signIdentityToken: sign });
  const development = settings.production ? undefined : await developmentRoutes(app, settings);
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // The handler reads the body itself, once it knows who sends it and how much they may send.
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    await compressAnswers(scope);
    scope.post('/graphql', handler);
    scope.get('/graphql', { exposeHeadRoute: false }, (request, reply) =>
      development?.isForGraphiql(request) ? development.graphiql(reply) : handler(request, reply),
    );
    scope.route({
      method: ['HEAD', 'PUT', 'PATCH', 'DELETE'],
      url: '/graphql',
      handler: (_request, reply) =>
        refuseUnread(reply.header('allow', 'GET, POST'), 405, 'Operations are sent by POST, queries also by GET.'),
    });
  });
  await app.register(async (scope) =>
    edgeRoutes(scope, { pools: edgePools, prefixes, rates: byKind(visits), addressOf, log, gatewayToken }),
  );
  const measuring = production
    ? await onEveryAddress((host) => metrics.serve(settings.metricsPort, host))
    : await metrics.serve(settings.metricsPort, '127.0.0.1');
  const listen = (host: string) => app.listen({ port: settings.port, host });
  const url = await (options.host === undefined ? onEveryAddress(listen) : listen(options.host));
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    draining = true;
    const patience = setTimeout(() => app.server.closeAllConnections(), LIMITS.requestTimeout);
    await app.close();
    clearTimeout(patience);
    await Promise.all([apollo.stop(), measuring.stop()]);
    await Promise.all([...pools.values(), ...edgePools.values(), outside].map((pool) => pool.close()));
  };
  return {
    url,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

function createApp(settings: GatewaySettings, log: Logger, metrics: Metrics): FastifyInstance {
  const app = fastify({
    logger: false,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    // Of forwarding headers only the client's address is read (client-address.ts), never host or protocol.
    trustProxy: false,
    bodyLimit: LIMITS.body,
    requestTimeout: LIMITS.receiveTimeout,
    http: { connectionsCheckingInterval: LIMITS.slowSenderCheck },
    forceCloseConnections: 'idle',
    keepAliveTimeout: 65_000,
    // What arrives on a kept connection during the stop is served: no answer of the framework's own.
    return503OnClosing: false,
    clientErrorHandler: refuseBrokenRequest,
    frameworkErrors: (error, { raw }, reply) =>
      isOfScim(raw.url) ? refuseFaultAsScim(reply, error, log) : refuseUnread(reply),
  });
  app.server.headersTimeout = LIMITS.receiveTimeout;
  app.decorateRequest('served');
  app.addHook('onRequest', async (request, reply) => {
    request.served = {};
    reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
  });
  logRequests(app, log, metrics);
  // No browser provisions people: SCIM has no CORS.
  app.addHook('onRequest', async ({ method, raw }, reply) => {
    if (method === 'OPTIONS' && isOfScim(raw.url)) return refusePathOfScim(reply);
  });
  void app.register(cors, {
    origin: [...settings.frontendOrigins],
    methods: ['GET', 'POST'],
    ...CORS_HEADERS,
    maxAge: 600,
  });
  app.setNotFoundHandler((request, reply) => {
    if (isOfScim(request.raw.url)) return refusePathOfScim(reply);
    return asksForJson(request.headers.accept)
      ? refuseUnread(reply, 404, 'There is nothing here.')
      : reply.code(404).type('text/plain; charset=utf-8').send('There is nothing here.\n');
  });
  app.setErrorHandler((error, request, reply) => {
    const status = (error as { statusCode?: number }).statusCode;
    if (isOfScim(request.raw.url)) return refuseFaultAsScim(reply, error, log);
    return status !== undefined && status < 500 ? refuseUnread(reply, status) : sendRefusal(reply, error, log);
  });
  return app;
}

function callers(
  settings: GatewaySettings,
  parts: {
    clock: Clock;
    log: Logger;
    outside: Agent;
    pools: ReadonlyMap<string, Pool>;
    gatewayToken(audience: string, requestId: string): Promise<string>;
  },
): EstablishCaller {
  const { clock, log } = parts;
  const keys = issuerKeys({
    issuer: settings.workIssuer,
    discoveryUrl: settings.workDiscoveryUrl,
    production: settings.production,
    fetchJson: (url) => fetchJson(parts.outside, url),
    milliseconds,
    log,
  });
  const verify = workTokens({ issuer: settings.workIssuer, audience: settings.workAudience, keys, clock });
  const directory = callerDirectory({
    ask: askIdentity(settings.subgraphs, parts.pools, parts.gatewayToken),
    cacheTime: LIMITS.callerCacheTime,
    cacheSize: LIMITS.callerCacheSize,
    milliseconds,
  });
  return establishCaller({ verify, directory, platformTenantId: settings.platformTenantId, log, milliseconds });
}

/** On every address of the machine; where it has no IPv6, on those of IPv4. */
async function onEveryAddress<Listening>(listen: (host: string) => Promise<Listening>): Promise<Listening> {
  try {
    return await listen('::');
  } catch (error) {
    if ((error as { code?: string }).code !== 'EAFNOSUPPORT') throw error;
    return listen('0.0.0.0');
  }
}
