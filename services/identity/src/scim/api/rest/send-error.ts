import { describeError, isUnavailable } from '@app/subgraph-kit/error-masking';
import { currentRequestId } from '@app/subgraph-kit/request-scope';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { SCIM_MEDIA_TYPE, ScimError } from '../../domain/scim-error.js';

/** No token, or none that is valid: which of the two is said, and nothing else (RFC 6750, 3). */
export function refuseWithoutToken(reply: FastifyReply, given: boolean): FastifyReply {
  const challenge = given ? 'Bearer realm="scim", error="invalid_token"' : 'Bearer realm="scim"';
  const { status, body } = new ScimError(401, 'Send a valid SCIM token of your organisation as a bearer token.');
  return reply.code(status).header('www-authenticate', challenge).send(body);
}

/** Refusals as they are, those of the HTTP server in the same form, and of everything else no word. */
export function answerError(error: unknown, reply: FastifyReply, log: Logger): FastifyReply {
  const refusal = error instanceof ScimError ? error : (refusalOf(error) ?? fault(error, log));
  if (refusal.status >= 500) reply.header('retry-after', '30');
  return reply.code(refusal.status).type(SCIM_MEDIA_TYPE).send(refusal.body);
}

function refusalOf(error: unknown): ScimError | undefined {
  const { statusCode } = error as { statusCode?: number };
  if (statusCode === 413) return new ScimError(413, 'The request is too large.');
  if (statusCode === 415) return new ScimError(415, 'Send application/scim+json.');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new ScimError(statusCode, 'The request cannot be read.', 'invalidSyntax');
  return undefined;
}

function fault(error: unknown, log: Logger): ScimError {
  const about = { requestId: currentRequestId(), err: describeError(error) };
  if (isUnavailable(error)) {
    log.warn(about, 'a dependency does not answer');
    return new ScimError(503, 'This part of the service does not answer just now. Try again in a moment.');
  }
  log.error(about, 'a request of a directory failed');
  return new ScimError(500, 'Something went wrong on our side. The same request may be sent again.');
}
