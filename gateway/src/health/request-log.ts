import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** For the log line: what was done, and by what kind of caller. */
    served: { caller?: string; operation?: string | null; fetches?: number };
  }
}

/** One line per request: the route, never the address with its query, and of an operation its name only. */
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
