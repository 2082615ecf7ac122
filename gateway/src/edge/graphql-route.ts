import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { rateLimited } from '@app/subgraph-kit/graphql/errors';
import { runWithRequestId } from '@app/subgraph-kit/graphql/request-scope';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { addressKey, rateKey } from '../caller/caller-address.js';
import type { ClientAddress } from '../caller/client-address.js';
import { assertOneAuthorization } from '../caller/one-authorization.js';
import type { WorkAccounts } from '../caller/work-accounts.js';
import type { WorkClaims } from '../caller/work-token.js';
import { identityTokens, type OperationScope, traceOf } from '../execution/operation-scope.js';
import { LIMITS } from '../limits/limits.js';
import type { RateLimit } from '../limits/rate-limit.js';
import type { TrustedDocuments } from '../planning/trusted-documents.js';
import { sendRejection } from './rejection.js';
import { assertPostable, readOperation } from './request-body.js';
import { trustedOperation } from './trusted-operation.js';

/** What an operation needs besides its HTTP request. */
export type GraphqlRoute = {
  apollo: ApolloServer<OperationScope>;
  accounts: Pick<WorkAccounts, 'establish' | 'identify'>;
  /** The claims of the session by which our own page sends a request; undefined when no session counts. */
  sessionClaims(request: IncomingMessage): Promise<WorkClaims | undefined>;
  /** The documents of the application; in production its sessions send no others. */
  documents: TrustedDocuments;
  production: boolean;
  rates: RateLimit;
  addressOf: ClientAddress;
  log: Logger;
  signIdentityToken(caller: Caller, subgraph: string): Promise<string>;
};

/** Serves one operation: establishes the caller, applies the rate limit, then reads the operation. */
export function graphqlHandler(route: GraphqlRoute) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const deadline = performance.now() + LIMITS.requestTimeout;
    try {
      if (request.method === 'POST') assertPostable(request.raw);
      const { caller, bySession } = await callerOf(route, request);
      request.served.caller = caller.kind;
      take(route.rates, rateKey(caller, route.addressOf(request.raw)));
      const limit = caller.kind === 'anonymous' ? LIMITS.anonymousBody : LIMITS.body;
      const sent = request.method === 'POST' ? await readOperation(request.raw, limit) : undefined;
      const trust = { documents: route.documents, onlyTrusted: bySession && route.production };
      const body = sent && trustedOperation(sent, trust);
      const scope: OperationScope = {
        requestId: request.id,
        traceparent: traceOf(request.headers.traceparent, request.id),
        caller,
        deadline,
        identityToken: identityTokens((subgraph) => route.signIdentityToken(caller, subgraph)),
        counted: { fetches: 0 },
      };
      return await runWithRequestId(request.id, () => execute(route.apollo, scope, body, request, reply));
    } catch (error) {
      return sendRejection(reply, error, route.log);
    }
  };
}

/** A bearer token takes precedence over a session. */
async function callerOf(route: GraphqlRoute, request: FastifyRequest): Promise<{ caller: Caller; bySession: boolean }> {
  const { accounts, rates, addressOf } = route;
  const authorization = request.headers.authorization || undefined;
  try {
    assertOneAuthorization(request.raw);
    const claims = authorization === undefined ? await route.sessionClaims(request.raw) : undefined;
    if (claims === undefined) return { caller: await accounts.establish(authorization, request.id), bySession: false };
    return { caller: await accounts.identify(claims, request.id), bySession: true };
  } catch (rejection) {
    // Guesses of tokens count on the address that sends them.
    take(rates, addressKey(addressOf(request.raw)));
    throw rejection;
  }
}

function take(rates: RateLimit, key: string): void {
  const seconds = rates.take(key);
  if (seconds !== undefined) throw rateLimited(seconds);
}

async function execute(
  apollo: ApolloServer<OperationScope>,
  scope: OperationScope,
  body: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  request.served.operation = operationNameOf(body);
  const question = request.url.indexOf('?');
  const answer = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method,
      headers: headerMap(request.headers),
      search: question < 0 ? '' : request.url.slice(question),
      body,
    },
    context: async () => scope,
  });
  request.served.fetches = scope.counted.fetches;
  for (const [name, value] of answer.headers) reply.header(name, value);
  if (answer.body.kind !== 'complete') throw new Error('The gateway sends whole answers only.');
  return reply.code(answer.status ?? 200).send(answer.body.string);
}

function operationNameOf(body: unknown): string | null {
  const name = (body as { operationName?: unknown } | undefined)?.operationName;
  return typeof name === 'string' ? name.slice(0, 100) : null;
}

function headerMap(headers: IncomingHttpHeaders): HeaderMap {
  const map = new HeaderMap();
  for (const name of ['content-type', 'accept', 'apollo-require-preflight', 'x-apollo-operation-name']) {
    const value = headers[name];
    if (typeof value === 'string') map.set(name, value);
  }
  // Only the presence of the header: the token was verified before, and the library has no use for it.
  if (headers.authorization) map.set('authorization', 'verified');
  return map;
}
