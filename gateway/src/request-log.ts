import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/** One line per request: the route, never the address with its query, and of an operation its name only. */
export function logRequests(app: FastifyInstance, log: Logger): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url;
    if (route === '/livez' || route === '/readyz') return;
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
