import { randomUUID } from 'node:crypto';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  LogController,
} from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { CryptoKey } from 'jose';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Caller } from '../callers/caller.js';
import { InvalidIdentityToken, identityTokenVerifier } from '../callers/identity-token.js';
import { RequestReads } from '../database/reads.js';
import { storableInput } from '../database/storable-input.js';
import { tenantScopeOf } from '../database/tenant-scope.js';
import { maskError } from '../graphql/error-masking.js';
import type { ErrorCode } from '../graphql/errors.js';
import { graphqlEndpoint, mutationsMayMixSnapshots } from '../graphql/graphql-endpoint.js';
import { abortRequestOnClose, runWithRequestId } from '../graphql/request-scope.js';
import { ProcessMetrics } from '../metrics/process-metrics.js';
import { measureOperations, measureRequests } from '../metrics/request-metrics.js';
import { traceRequests } from '../tracing/trace-requests.js';
import type { Clock } from './clock.js';
import { completeRetryAfter, RETRY_STATUS, retryLater } from './retry-later.js';

const REQUEST_ID = /^[\w-]{1,64}$/;

/** The context of every resolver; services add their loaders. */
export type RequestContext = { caller: Caller; requestId: string; clock: Clock; reads: RequestReads; log: Logger };

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller from the gateway's token, and the id of the request; null on open routes. */
    identity: { caller: Caller; requestId: string } | null;
  }
  interface FastifyContextConfig {
    /** The route needs no identity token: health checks, and events, which have their own signature. */
    open?: boolean;
  }
}

/** The HTTP server of a subgraph. */
export type SubgraphServer<Context extends RequestContext> = {
  /** Name of the service and audience of its tokens. */
  name: string;
  schema: GraphQLSchema;
  host?: string;
  port: number;
  verifyKey: CryptoKey;
  clock: Clock;
  log: Logger;
  /** Pool of the app role for reads (pool.ts). */
  pool: Pool;
  /** The metrics of the process, which are answered at /metrics. */
  metrics?: ProcessMetrics;
  context(request: RequestContext): Context;
  routes?(app: FastifyInstance): void | Promise<void>;
};

/** Starts a subgraph. Every operation requires the gateway's token, `_service` included. */
export async function startSubgraphServer<Context extends RequestContext>(
  server: SubgraphServer<Context>,
): Promise<{ url: string; stop(): Promise<void> }> {
  const { metrics = new ProcessMetrics(server.log) } = server;
  metrics.addPool('reads', server.pool);
  const loggerInstance: FastifyBaseLogger = server.log;
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 8 * 1024 * 1024,
    forceCloseConnections: 'idle',
    keepAliveTimeout: 65_000,
    // Clients compose these addresses: a redundant slash is harmless, and a long id is not an error.
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength: 2048 },
  });
  const apollo = new ApolloServer<Context>({
    schema: server.schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: maskError(server.log),
    plugins: [
      ApolloServerPluginInlineTraceDisabled(),
      // It wraps the resolver of every field; no answer may be cached, which the endpoint says.
      ApolloServerPluginCacheControlDisabled(),
      fastifyApolloDrainPlugin(app),
      storableInput,
      mutationsMayMixSnapshots,
      measureOperations(metrics.registers, 'service_operation_seconds'),
    ],
  });
  await apollo.start();

  traceRequests(app);
  app.decorateRequest('identity', null);
  const verify = identityTokenVerifier({ key: server.verifyKey, audience: server.name, clock: server.clock });
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.open || request.is404) return;
    try {
      request.identity = { caller: await verify(bearerOf(request)), requestId: requestIdOf(request) };
    } catch (error) {
      if (!(error instanceof InvalidIdentityToken)) throw error;
      await reply.code(401).send({
        errors: [{ message: 'This service answers the gateway only.', extensions: { code: 'UNAUTHENTICATED' } }],
      });
    }
  });
  app.addHook('onRequest', (request, reply, done) =>
    runWithRequestId(request.identity?.requestId ?? randomUUID(), () => {
      abortRequestOnClose(reply.raw);
      done();
    }),
  );

  measureRequests(app, metrics.registers);
  completeRetryAfter(app);
  app.setErrorHandler((error, _request, reply) => answerError(error, reply, server.log));
  let draining = false;
  app.get('/livez', { config: { open: true } }, async () => ({ status: 'live' }));
  app.get('/readyz', { config: { open: true } }, async (_request, reply) => {
    const ready = !draining && (await isReady(server.pool));
    return ready ? { status: 'ready' } : retryLater(reply, 503).send({ status: 'not ready' });
  });
  app.get('/metrics', { config: { open: true } }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  );
  await server.routes?.(app);
  const callerOf = ({ identity }: FastifyRequest) =>
    identity ?? { caller: { kind: 'anonymous' as const }, requestId: 'none' };
  app.post(
    '/graphql',
    graphqlEndpoint(apollo, {
      openReads: (request) => new RequestReads(server.pool, tenantScopeOf(callerOf(request).caller)),
      context: (request, reads) =>
        server.context({ ...callerOf(request), clock: server.clock, reads, log: server.log }),
    }),
  );
  const url = await app.listen({ host: server.host ?? '127.0.0.1', port: server.port });
  return {
    url,
    async stop() {
      draining = true;
      await apollo.stop();
      await app.close();
    },
  };
}

/** Errors of routes other than GraphQL: client errors are sent as they are, all others masked. */
function answerError(error: unknown, reply: FastifyReply, log: Logger): FastifyReply {
  const { statusCode } = error as { statusCode?: number };
  if (statusCode !== undefined && statusCode < 500) return reply.send(error);
  const { message, extensions } = maskError(log)({ message: '' }, error);
  const { code, retryAfterSeconds } = extensions as { code: ErrorCode; retryAfterSeconds?: number };
  const later = RETRY_STATUS[code];
  const answer = later === undefined ? reply.code(500) : retryLater(reply, later, retryAfterSeconds);
  return answer.send({ errors: [{ message, extensions }] });
}

function bearerOf({ headers }: FastifyRequest): string {
  const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
  if (token === undefined) throw new InvalidIdentityToken('There is no identity token.');
  return token;
}

/** The id that the gateway gave the request; its token says that it sent the header. */
function requestIdOf({ headers }: FastifyRequest): string {
  const id = headers['x-request-id'];
  return typeof id === 'string' && REQUEST_ID.test(id) ? id : randomUUID();
}

async function isReady(pool: Pool): Promise<boolean> {
  try {
    await pool.query('SELECT 1');
    return true;
  } catch {
    return false;
  }
}
