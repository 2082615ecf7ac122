import { type ErrorCode, RETRY_AFTER_SECONDS, rateLimited } from '@app/subgraph-kit/graphql/errors';
import { RETRY_STATUS, retryLater } from '@app/subgraph-kit/processes/retry-later';
import replyFrom from '@fastify/reply-from';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { Pool } from 'undici';
import { addressKey } from '../caller/caller-address.js';
import type { ClientAddress } from '../caller/client-address.js';
import type { EstablishCaller } from '../caller/establish-caller.js';
import type { InternalTokens } from '../caller/internal-tokens.js';
import { assertOneAuthorization } from '../caller/one-authorization.js';
import type { SubgraphUrls } from '../environment.js';
import { traceOf } from '../execution/operation-scope.js';
import { LIMITS } from '../limits/limits.js';
import type { RateLimit } from '../limits/rate-limit.js';
import { byAuthorization, byFolder, byParameter, byPath, type RateSubject } from './edge-rates.js';
import { BodyTooLarge, forward, type ServiceAnswer } from './forward.js';
import { isAmbiguousPath, pathOf } from './path-guard.js';
import { sendRejection } from './rejection.js';
import { meantByScim, rejectAsScim, SCIM_BASE } from './scim-rejection.js';

/** A path of the public port that a service answers itself. */
type EdgeRoute = {
  path: string;
  service: string;
  methods: HTTPMethods[];
  /** What its rate counts on, so that no limit depends on other clients at the same address. */
  subject: RateSubject;
  /**
   * `own`: the service checks the authorization itself; it is forwarded beside the token of the gateway. `work-account`:
   * so is any but the token of a work account, which is verified here, so that the service gets the token of its caller.
   */
  authorization?: 'own' | 'work-account';
  /** Milliseconds until the answer begins. */
  timeout?: number;
  /** Its clients expect every error in the form of SCIM. */
  scim?: boolean;
};

const UNAVAILABLE = 'This part of the service does not answer just now. Try again in a moment.';
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
    authorization: 'own',
    scim: true,
    subject: byAuthorization,
  },
  { path: '/mail/unsubscribe/*', service: 'identity', methods: [...READ, 'POST'], subject: byPath },
  { path: '/exports/*', service: 'credits', methods: READ, subject: byPath, authorization: 'work-account' },
  { path: '/calendar/*', service: 'credits', methods: READ, subject: byFolder },
];

/** What forwarding needs. */
export type Edge = {
  services: SubgraphUrls;
  rates: RateLimit;
  addressOf: ClientAddress;
  log: Logger;
  tokens: InternalTokens;
  establish: EstablishCaller;
};

/** The form of a work account's token (JWS); keys of services have no dots. */
const WORK_TOKEN = /^Bearer +[\w-]+\.[\w-]+\.[\w-]+ *$/i;

/** Forwards the edge paths to their services. */
export async function edgeRoutes(app: FastifyInstance, edge: Edge): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  for (const route of EDGE) {
    const url = edge.services[route.service];
    if (url !== undefined) await app.register((scope) => forwardingRoute(scope, edge, route, new URL(url)));
  }
}

async function forwardingRoute(scope: FastifyInstance, edge: Edge, route: EdgeRoute, { origin, pathname }: URL) {
  // Downloads take long: these connections are separate from those of operations.
  const pool = new Pool(origin, {
    connections: LIMITS.subgraphConnections,
    connect: { timeout: LIMITS.connectTimeout },
    headersTimeout: route.timeout ?? LIMITS.requestTimeout,
    bodyTimeout: LIMITS.receiveTimeout,
    keepAliveTimeout: 30_000,
  });
  scope.addHook('onClose', () => pool.close());
  await scope.register(replyFrom, { base: origin, disableCache: true, undici: pool as never });
  const prefix = pathname.replace(/\/$/, '');
  scope.route({
    method: route.methods,
    url: route.path,
    exposeHeadRoute: false,
    handler: (request, reply) => handle(edge, route, prefix, request, reply),
  });
}

async function handle(edge: Edge, route: EdgeRoute, prefix: string, request: FastifyRequest, reply: FastifyReply) {
  const url = route.scim ? meantByScim(request.raw.url ?? '') : request.raw.url;
  if (url === undefined || isAmbiguousPath(url)) return reply.callNotFound();
  const seconds = edge.rates.take(route.subject(request) ?? addressKey(edge.addressOf(request.raw)));
  if (seconds !== undefined) return reject(edge, route, reply, rateLimited(seconds));
  if (Number(request.headers['content-length'] ?? 0) > LIMITS.edgeBody) return rejectTooLarge(route, reply);
  let headers: Record<string, string>;
  try {
    if (route.authorization !== undefined) assertOneAuthorization(request.raw);
    headers = await addedHeaders(edge, route, request);
  } catch (rejection) {
    return reject(edge, route, reply, rejection);
  }
  return forward(request, reply, {
    path: prefix + pathOf(url),
    headers,
    replaces: (answer) => replaceAnswer(route, url, answer, reply),
    failed: (error) => void rejectFailure(edge, route, reply, error),
  });
}

async function addedHeaders(edge: Edge, route: EdgeRoute, { id, headers }: FastifyRequest) {
  const { authorization } = headers;
  const isWorkToken = route.authorization === 'work-account' && WORK_TOKEN.test(authorization ?? '');
  const token = isWorkToken
    ? await edge.tokens.ofCaller(await edge.establish(authorization, id), route.service)
    : await edge.tokens.ofGateway(route.service);
  const isForwarded = !isWorkToken && route.authorization !== undefined && authorization !== undefined;
  return {
    authorization: `Bearer ${token}`,
    ...(isForwarded && { 'x-client-authorization': authorization }),
    'x-request-id': id,
    traceparent: traceOf(headers.traceparent, id),
  };
}

/** Answers in place of a server that is not the service itself: its text may quote the path or name a host. */
function replaceAnswer(route: EdgeRoute, url: string, { statusCode, headers }: ServiceAnswer, reply: FastifyReply) {
  const type = headers['content-type'];
  if (statusCode === 404 && !isAnswerOfService(type)) reply.callNotFound();
  else if (route.scim && statusCode >= 400 && !isAnswerOfScim(url, type))
    rejectAsScim(reply, statusCode, UNAVAILABLE, statusCode >= 500 ? RETRY_AFTER_SECONDS : undefined);
  else return false;
  return true;
}

/**
 * A service that knows the path answers with SCIM, a page or a problem (RFC 9457) when the resource is missing. Its HTTP
 * server answers an unknown path with JSON that quotes the path.
 */
function isAnswerOfService(type: string | undefined): boolean {
  return /^(application\/(scim|problem)\+json|text\/html)\b/i.test(String(type));
}

/** A closing server or a proxy answers in a form of its own, and so does OAuth. */
function isAnswerOfScim(url: string, type: string | undefined): boolean {
  return /^application\/scim\+json\b/i.test(String(type)) || /\/(?:oauth2?|token)\b/i.test(url);
}

/** Rejects with an error of the gateway, in the form that the clients of the route expect. */
function reject({ log }: Edge, route: EdgeRoute, reply: FastifyReply, error: unknown): FastifyReply {
  if (!route.scim || !(error instanceof GraphQLError)) return sendRejection(reply, error, log);
  const { code, retryAfterSeconds } = error.extensions as { code: ErrorCode; retryAfterSeconds?: number };
  return rejectAsScim(reply, RETRY_STATUS[code] ?? 401, error.message, retryAfterSeconds);
}

function rejectFailure({ log }: Edge, route: EdgeRoute, reply: FastifyReply, error: Error): FastifyReply {
  if (error instanceof BodyTooLarge) return rejectTooLarge(route, reply);
  const { code, message } = error as Error & { code?: string };
  const requestId = reply.request.id;
  log.warn({ requestId, subgraph: route.service, reason: code ?? message }, 'a service does not answer');
  const later = retryLater(reply, 503);
  if (route.scim) return rejectAsScim(later, later.statusCode, UNAVAILABLE);
  return later.headers({ 'cache-control': 'no-store' }).type('text/plain; charset=utf-8').send(`${UNAVAILABLE}\n`);
}

function rejectTooLarge(route: EdgeRoute, reply: FastifyReply): FastifyReply {
  if (route.scim) return rejectAsScim(reply, 413, 'The request is too large.');
  return reply.code(413).header('connection', 'close').type('text/plain').send('The request is too large.\n');
}
