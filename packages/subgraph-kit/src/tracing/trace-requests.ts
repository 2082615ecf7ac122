import { type Span, SpanStatusCode } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { beginSpan, isTracing } from './tracer.js';

/** Probes and scrapes are no work of clients. */
const UNTRACED = new Set(['/livez', '/readyz', '/metrics']);

/** Records a span for each request by the template of its route, never by its path. Call it before other hooks are added. */
export function traceRequests(app: FastifyInstance): void {
  if (!isTracing()) return;
  const spans = new WeakMap<FastifyRequest, Span>();
  app.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    if (UNTRACED.has(route)) return done();
    const attributes = { 'http.request.method': request.method, 'http.route': route };
    const begun = beginSpan(
      { name: `${request.method} ${route}`, kind: 'SERVER', attributes },
      request.headers.traceparent,
    );
    if (begun === undefined) return done();
    spans.set(request, begun.span);
    begun.run(done);
  });
  app.addHook('onResponse', async (request, reply) => {
    const span = spans.get(request);
    span?.setAttribute('http.response.status_code', reply.statusCode);
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
  });
}
