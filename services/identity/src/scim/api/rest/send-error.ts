import { describeError, isUnavailable } from '@app/subgraph-kit/graphql/error-masking';
import { currentRequestId } from '@app/subgraph-kit/graphql/request-scope';
import { retryLater } from '@app/subgraph-kit/processes/retry-later';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { SCIM_MEDIA_TYPE, ScimError } from '../../domain/scim-error.js';

const PAUSE_SECONDS = 30;

/** Rejects a request without a token or with an invalid one; the challenge distinguishes the two (RFC 6750, 3). */
export function rejectWithoutToken(reply: FastifyReply, given: boolean): FastifyReply {
  const challenge = given ? 'Bearer realm="scim", error="invalid_token"' : 'Bearer realm="scim"';
  const { status, body } = new ScimError(401, 'Send a valid SCIM token of your organization as a bearer token.');
  return reply.code(status).header('www-authenticate', challenge).send(body);
}

/** Sends SCIM errors as they are and errors of the HTTP server in the same form; all others are logged and masked. */
export function sendError(error: unknown, reply: FastifyReply, log: Logger): FastifyReply {
  const failure = error instanceof ScimError ? error : errorOfHttpServer(error);
  return failure === undefined
    ? sendFault(error, reply, log)
    : reply.code(failure.status).type(SCIM_MEDIA_TYPE).send(failure.body);
}

function errorOfHttpServer(error: unknown): ScimError | undefined {
  const { statusCode } = error as { statusCode?: number };
  if (statusCode === 413) return new ScimError(413, 'The request is too large.');
  if (statusCode === 415) return new ScimError(415, 'Send application/scim+json.');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new ScimError(statusCode, 'The request cannot be read.', 'invalidSyntax');
  return undefined;
}

/** Directories try again after both, and Retry-After says when. */
function sendFault(error: unknown, reply: FastifyReply, log: Logger): FastifyReply {
  const about = { requestId: currentRequestId(), err: describeError(error) };
  const send = ({ statusCode }: FastifyReply, detail: string) =>
    reply.type(SCIM_MEDIA_TYPE).send(new ScimError(statusCode, detail).body);
  if (isUnavailable(error)) {
    log.warn(about, 'a dependency does not answer');
    const later = retryLater(reply, 503, PAUSE_SECONDS);
    return send(later, 'This part of the service does not answer just now. Try again in a moment.');
  }
  log.error(about, 'a request of a directory failed');
  const failed = reply.code(500).header('retry-after', String(PAUSE_SECONDS));
  return send(failed, 'Something went wrong on our side. The same request may be sent again.');
}
