import type { FastifyRequest } from 'fastify';

/** Whether a browser only looks ahead: nobody has decided to go there yet. */
export function isPrefetch(request: FastifyRequest): boolean {
  return ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].some((name) =>
    /prefetch|preview|prerender/i.test(String(request.headers[name] ?? '')),
  );
}
