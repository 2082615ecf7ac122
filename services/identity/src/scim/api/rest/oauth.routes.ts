import { hash } from 'node:crypto';
import { RequestReads } from '@app/subgraph-kit/database/reads';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { describeError, isUnavailable } from '@app/subgraph-kit/graphql/error-masking';
import { currentRequestId } from '@app/subgraph-kit/graphql/request-scope';
import { retryLater } from '@app/subgraph-kit/processes/retry-later';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Dependencies } from '../../../dependencies.js';
import { ACCESS_TOKEN_SECONDS, type AccessTokens } from '../../application/access-token.js';
import { type Credential, isValidCredential } from '../../domain/credential.js';
import { readClient, touchCredential } from '../../store/credential.store.js';
import { type ClientCredentials, OAuthError, readClientCredentials, unknownClient } from './client-credentials.js';
import { tokenRate } from './token-rate.js';

type OAuthDependencies = Dependencies & {
  readonly pool: Pool;
  readonly log: Logger;
  readonly accessTokens: AccessTokens;
};

const LARGEST_BODY = 8 * 1024;
/** Access tokens live an hour: a client that asks once a second is faulty. */
const TOKENS_A_MINUTE = 60;
/** Wrong secrets never lock out a client with the right secret. */
const FAILURES_A_MINUTE = 20;
const PAUSE_SECONDS = 30;

/** `POST /scim/v2/token`: issues access tokens by client credentials (RFC 6749, 4.4). */
export function oauthRoutes(app: FastifyInstance, deps: OAuthDependencies): void {
  app.register(
    (scope, _options, done) => {
      tokenEndpoint(scope, deps);
      done();
    },
    { prefix: '/scim/v2' },
  );
}

function tokenEndpoint(scope: FastifyInstance, deps: OAuthDependencies): void {
  const rate = tokenRate();
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: LARGEST_BODY },
    (_request, body, done) => done(null, body),
  );
  scope.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume();
    done(null, undefined);
  });
  scope.setErrorHandler((error, _request, reply) => sendOAuthError(error, reply, deps.log));

  scope.post('/token', async (request, reply) => {
    reply.headers({ 'cache-control': 'no-store', pragma: 'no-cache' });
    if (request.identity?.caller.kind !== 'gateway') return reply.code(403).send({ error: 'unauthorized_client' });
    const authorization = request.headers['x-client-authorization']?.toString();
    if (authorization !== undefined) reply.header('www-authenticate', 'Basic realm="scim"');
    const credentials = readClientCredentials(request.body, authorization);
    const now = deps.clock.now();
    const client = await findClient(deps, credentials, now);
    if (client === undefined) {
      const pause = rate.take(`failed:${credentials.clientId}`, FAILURES_A_MINUTE, now);
      if (pause !== undefined) return sendTooMany(reply, pause);
      throw unknownClient();
    }
    const pause = rate.take(client.id, TOKENS_A_MINUTE, now);
    if (pause !== undefined) return sendTooMany(reply, pause);
    const { organizationId } = client;
    await inTransaction(deps.dataSource, { organizationId }, (manager) =>
      touchCredential(manager, 'scim_client', client.id, now),
    );
    return reply.removeHeader('www-authenticate').send({
      access_token: deps.accessTokens.issue(client.id, now),
      token_type: 'Bearer',
      expires_in: ACCESS_TOKEN_SECONDS,
      scope: 'scim',
    });
  });
}

async function findClient(
  { pool }: OAuthDependencies,
  { clientId, secret }: ClientCredentials,
  now: Date,
): Promise<Credential | undefined> {
  if (!isUuid(clientId)) return undefined;
  const reads = new RequestReads(pool, 'every-organization');
  try {
    const found = await readClient(reads, clientId);
    const valid = found?.hasSecret(hash('sha256', secret, 'buffer')) === true && isValidCredential(found.client, now);
    return valid ? found.client : undefined;
  } finally {
    await reads.close();
  }
}

function sendTooMany(reply: FastifyReply, seconds: number): FastifyReply {
  const description = `Too many requests. Try again in ${seconds} s.`;
  return retryLater(reply, 429, seconds).send({ error: 'temporarily_unavailable', error_description: description });
}

function sendOAuthError(error: unknown, reply: FastifyReply, log: Logger): FastifyReply {
  if (error instanceof OAuthError)
    return reply.code(error.status).send({ error: error.code, error_description: error.description });
  const { statusCode } = error as { statusCode?: number };
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return reply.code(statusCode).send({ error: 'invalid_request', error_description: 'The request cannot be read.' });
  const unavailable = isUnavailable(error);
  log[unavailable ? 'warn' : 'error'](
    { requestId: currentRequestId(), err: describeError(error) },
    'an access token could not be issued',
  );
  const description = 'Try again in a moment.';
  const answer = unavailable
    ? retryLater(reply, 503, PAUSE_SECONDS)
    : reply.code(500).header('retry-after', String(PAUSE_SECONDS));
  return answer.send({
    error: unavailable ? 'temporarily_unavailable' : 'server_error',
    error_description: description,
  });
}
