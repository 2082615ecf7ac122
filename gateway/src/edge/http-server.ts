import { randomUUID } from 'node:crypto';
import { completeRetryAfter } from '@app/subgraph-kit/processes/retry-later';
import { traceRequests } from '@app/subgraph-kit/tracing/trace-requests';
import cors from '@fastify/cors';
import { type FastifyInstance, fastify } from 'fastify';
import type { Logger } from 'pino';
import type { Metrics } from '../health/metrics.js';
import { logRequests } from '../health/request-log.js';
import { LIMITS } from '../limits/limits.js';
import { asksForJson } from './answer-type.js';
import { rejectBrokenRequest } from './broken-request.js';
import { rejectUnread, sendRejection } from './rejection.js';
import { isOfScim, rejectFaultAsScim, rejectPathOfScim } from './scim-rejection.js';

/** Request headers that GraphQL clients and their tracing send, and response headers that browsers may read. */
const CORS_HEADERS = {
  allowedHeaders: [
    ...['authorization', 'content-type', 'apollo-require-preflight', 'x-apollo-operation-name'],
    ...['apollographql-client-name', 'apollographql-client-version'],
    ...['traceparent', 'tracestate', 'baggage', 'sentry-trace'],
  ],
  exposedHeaders: ['x-request-id', 'retry-after', 'www-authenticate'],
};

/** The HTTP server of the public port without routes: limits, log, CORS, and the answers to requests that no route takes. */
export function createHttpServer(frontendOrigins: readonly string[], log: Logger, metrics: Metrics): FastifyInstance {
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
    // A request that arrives on an open connection during the stop is served.
    return503OnClosing: false,
    clientErrorHandler: rejectBrokenRequest,
    frameworkErrors: (error, { raw }, reply) =>
      isOfScim(raw.url) ? rejectFaultAsScim(reply, error, log) : rejectUnread(reply),
  });
  app.server.headersTimeout = LIMITS.receiveTimeout;
  traceRequests(app);
  app.decorateRequest('served');
  app.addHook('onRequest', async (request, reply) => {
    request.served = {};
    reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
  });
  completeRetryAfter(app);
  logRequests(app, log, metrics);
  allowFrontEnds(app, frontendOrigins);
  answerTheRest(app, log);
  return app;
}

function allowFrontEnds(app: FastifyInstance, frontendOrigins: readonly string[]): void {
  // No browser provisions users: SCIM has no CORS.
  app.addHook('onRequest', async ({ method, raw }, reply) => {
    if (method === 'OPTIONS' && isOfScim(raw.url)) return rejectPathOfScim(reply);
  });
  void app.register(cors, { origin: [...frontendOrigins], methods: ['GET', 'POST'], ...CORS_HEADERS, maxAge: 600 });
}

function answerTheRest(app: FastifyInstance, log: Logger): void {
  app.setNotFoundHandler((request, reply) => {
    if (isOfScim(request.raw.url)) return rejectPathOfScim(reply);
    return asksForJson(request.headers.accept)
      ? rejectUnread(reply, 404, 'There is nothing here.')
      : reply.code(404).type('text/plain; charset=utf-8').send('There is nothing here.\n');
  });
  app.setErrorHandler((error, request, reply) => {
    const status = (error as { statusCode?: number }).statusCode;
    if (isOfScim(request.raw.url)) return rejectFaultAsScim(reply, error, log);
    return status !== undefined && status < 500 ? rejectUnread(reply, status) : sendRejection(reply, error, log);
  });
}
