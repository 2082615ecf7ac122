import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** For the log: the operation, and the kind of its caller. */
    served: { caller?: string; operation?: string | null; fetches?: number };
  }
}

/** Logs one line per request: the route, never the address with its query, and only the name of an operation. */
export function logRequests(app: FastifyInstance, log: Logger, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url;
    if (route === '/livez' || route === '/readyz') return;
    metrics.request(route ?? 'none', request.served.caller ?? 'unknown', reply.statusCode, reply.elapsedTime / 1000);
    log.info(
      {
        requestId: request.id,
        method: request.method,
        route: route ?? 'none',
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
        ...request.served,
      },
      'request',
    );
  });
}
