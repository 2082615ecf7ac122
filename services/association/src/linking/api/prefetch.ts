import type { FastifyRequest } from 'fastify';

/** Whether a browser only prefetches the address: its user has not decided to visit it. */
export function isPrefetch(request: FastifyRequest): boolean {
  return ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].some((name) =>
    /prefetch|preview|prerender/i.test(String(request.headers[name] ?? '')),
  );
}
