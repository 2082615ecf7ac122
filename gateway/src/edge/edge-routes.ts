import { Readable, Transform } from 'node:stream';
import { rateLimited } from '@app/subgraph-kit/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { Pool } from 'undici';
import { addressKey } from '../caller/caller-address.js';
import type { ClientAddress } from '../caller/client-address.js';
import { assertOneAuthorization } from '../caller/one-authorization.js';
import { traceOf } from '../execution/operation-scope.js';
import { LIMITS } from '../limits/limits.js';
import type { RateLimit } from '../limits/rate-limit.js';
import { requestHeaders, responseHeaders } from './edge-headers.js';
import { byAuthorization, byParameter, byPath, type RateSubject } from './edge-rates.js';
import { sendRefusal } from './refusal.js';
import { meantByScim, refuseAsScim, SCIM_BASE } from './scim-refusal.js';

/** A path of the public port that a service answers itself. */
type EdgeRoute = {
  path: string;
  service: string;
  methods: HTTPMethods[];
  /** What its rate counts on, so that no limit depends on what strangers at the same address do. */
  subject: RateSubject;
  /** The service checks a bearer token of its own: the gateway's takes the place of the client's, which goes along. */
  ownBearer?: boolean;
  /** Milliseconds until the answer begins. */
  timeout?: number;
  /** Its clients read every refusal in the form of SCIM. */
  scim?: boolean;
};

const UNAVAILABLE = 'This part of the service does not answer just now. Try again in a moment.';
/** Seconds. */
const RETRY_AFTER = 5;
const READ: HTTPMethods[] = ['GET', 'HEAD'];
const WRITE: HTTPMethods[] = ['POST', 'PUT', 'PATCH', 'DELETE'];

const LINKING = { service: 'association', methods: READ, timeout: LIMITS.signInTimeout };

const EDGE: readonly EdgeRoute[] = [
  { path: '/associate/start', ...LINKING, subject: byParameter('flow') },
  { path: '/associate/callback', ...LINKING, subject: byParameter('state') },
  {
    path: `${SCIM_BASE}/*`,
    service: 'identity',
    methods: [...READ, ...WRITE],
    ownBearer: true,
    scim: true,
    subject: byAuthorization,
  },
  { path: '/exports/*', service: 'credits', methods: READ, subject: byPath },
];

/** What passing on needs. */
export type Edge = {
  pools: ReadonlyMap<string, Pool>;
  prefixes: ReadonlyMap<string, string>;
  rates: RateLimit;
  addressOf: ClientAddress;
  log: Logger;
  /** The gateway's own token: it says that the gateway passes this on, not who asks. */
  gatewayToken(service: string, requestId: string): Promise<string>;
};

/** Passes the edge paths through, bodies streamed both ways and bounded, redirects and cookies untouched. */
export function edgeRoutes(app: FastifyInstance, edge: Edge): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  for (const route of EDGE)
    app.route({
      method: route.methods,
      url: route.path,
      exposeHeadRoute: false,
      handler: (request, reply) => passOn(edge, route, request, reply),
    });
}

async function passOn(edge: Edge, route: EdgeRoute, request: FastifyRequest, reply: FastifyReply) {
  const pool = edge.pools.get(route.service);
  const url = route.scim ? meantByScim(request.raw.url ?? '') : request.raw.url;
  // A path that means another one below would reach routes that are not public.
  if (pool === undefined || url === undefined || isDevious(url)) return reply.callNotFound();
  const seconds = edge.rates.take(route.subject(request) ?? addressKey(edge.addressOf(request.raw)));
  if (seconds !== undefined) return refuse(edge, route, reply, rateLimited(seconds));
  if (Number(request.headers['content-length'] ?? 0) > LIMITS.edgeBody) return refuseTooLarge(route, reply);
  const authorization = request.headers.authorization;
  try {
    if (route.ownBearer) assertOneAuthorization(request.raw);
  } catch (refusal) {
    return refuse(edge, route, reply, refusal);
  }
  try {
    const answer = await pool.request({
      path: `${edge.prefixes.get(route.service) ?? ''}${url}`,
      method: request.method as 'GET',
      headers: {
        ...requestHeaders(request.headers),
        authorization: `Bearer ${await edge.gatewayToken(route.service, request.id)}`,
        ...(route.ownBearer && authorization !== undefined && { 'x-client-authorization': authorization }),
        'x-request-id': request.id,
        traceparent: traceOf(request.headers.traceparent, request.id),
      },
      body: request.body instanceof Readable ? request.body.pipe(bounded(LIMITS.edgeBody)) : null,
      headersTimeout: route.timeout ?? LIMITS.requestTimeout,
      bodyTimeout: LIMITS.receiveTimeout,
    });
    if (answer.statusCode === 404 && !isAnswerOfService(answer.headers['content-type'])) {
      await answer.body.dump();
      return reply.callNotFound();
    }
    if (route.scim && answer.statusCode >= 400 && !isAnswerOfScim(url, answer.headers['content-type'])) {
      await answer.body.dump();
      return refuseAsScim(reply, answer.statusCode, UNAVAILABLE, answer.statusCode >= 500 ? RETRY_AFTER : undefined);
    }
    return await reply.code(answer.statusCode).headers(responseHeaders(answer.headers)).send(answer.body);
  } catch (error) {
    if (error instanceof TooLarge) return refuseTooLarge(route, reply);
    const { code, message } = error as Error & { code?: string };
    edge.log.warn(
      { requestId: request.id, subgraph: route.service, reason: code ?? message },
      'a service does not answer',
    );
    if (route.scim) return refuseAsScim(reply, 503, UNAVAILABLE, RETRY_AFTER);
    return reply
      .code(503)
      .headers({ 'retry-after': String(RETRY_AFTER), 'cache-control': 'no-store' })
      .type('text/plain; charset=utf-8')
      .send(`${UNAVAILABLE}\n`);
  }
}

/** Refuses with an error of ours, in the form that the clients of the route read. */
function refuse({ log }: Edge, route: EdgeRoute, reply: FastifyReply, error: unknown): FastifyReply {
  if (!route.scim || !(error instanceof GraphQLError)) return sendRefusal(reply, error, log);
  const { code, retryAfterSeconds } = error.extensions as { code?: string; retryAfterSeconds?: number };
  return refuseAsScim(reply, code === 'RATE_LIMITED' ? 429 : 401, error.message, retryAfterSeconds);
}

/**
 * A service that knows the path says in SCIM's form, or on a page, that there is no such thing. What its HTTP server
 * says of a path that it does not know quotes the path.
 */
function isAnswerOfService(type: string | string[] | undefined): boolean {
  return /^(application\/scim\+json|text\/html)\b/i.test(String(type));
}

/** What refuses before SCIM does, a server that is closing or a proxy, has a form of its own; so has OAuth. */
function isAnswerOfScim(url: string, type: string | string[] | undefined): boolean {
  return /^application\/scim\+json\b/i.test(String(type)) || /\/(?:oauth2?|token)\b/i.test(url);
}

function isDevious(url: string): boolean {
  const path = url.split('?', 1)[0] ?? '';
  return /\.\.|\\|%2e|%2f|%5c|%00|\/\//i.test(path);
}

/** A body whose length nobody said turned out to be over the bound. */
class TooLarge extends Error {}

function refuseTooLarge(route: EdgeRoute, reply: FastifyReply): FastifyReply {
  if (route.scim) return refuseAsScim(reply, 413, 'The request is too large.');
  return reply.code(413).header('connection', 'close').type('text/plain').send('The request is too large.\n');
}

function bounded(limit: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.byteLength;
      done(size > limit ? new TooLarge() : null, chunk);
    },
  });
}
