import { ERROR_CODES, type ErrorCode, RETRY_AFTER_SECONDS } from '@app/subgraph-kit/graphql/errors';
import { RETRY_STATUS, retryLater } from '@app/subgraph-kit/processes/retry-later';
import type { FastifyReply } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { briefMessage } from '../limits/brief-errors.js';
import { rejectionType } from './answer-type.js';

const STATUS: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
};

/** Rejects a request as a whole with a GraphQL answer. An error without a code of the closed list is masked. */
export function sendRejection(reply: FastifyReply, error: unknown, log: Logger): FastifyReply {
  const requestId = reply.request.id;
  const code = error instanceof GraphQLError ? ERROR_CODES.find((known) => known === error.extensions.code) : undefined;
  if (!(error instanceof GraphQLError) || code === undefined) {
    log.error({ requestId, err: { stack: (error as Error).stack } }, 'unexpected error');
    return send(reply, 500, 'Something went wrong on our side. Quote the request id when you report it.', {
      code: 'INTERNAL_SERVER_ERROR',
      requestId,
    });
  }
  const { http, retryAfterSeconds = RETRY_AFTER_SECONDS } = error.extensions as {
    http?: { status?: number };
    retryAfterSeconds?: number;
  };
  const message = briefMessage(error.message);
  const later = RETRY_STATUS[code];
  if (later !== undefined) {
    retryLater(reply, later, retryAfterSeconds);
    return send(reply, later, message, { code, requestId, retryAfterSeconds });
  }
  const status = STATUS[code] ?? http?.status ?? 400;
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  if (status === 413) reply.header('connection', 'close');
  return send(reply, status, message, { code, requestId });
}

/** Rejects a request that could not be read. */
export function rejectUnread(reply: FastifyReply, status = 400, message = 'The request cannot be read.'): FastifyReply {
  return send(reply, status, message, { code: 'BAD_REQUEST', requestId: reply.request.id });
}

function send(reply: FastifyReply, status: number, message: string, extensions: Record<string, unknown>): FastifyReply {
  return reply
    .code(status)
    .type(rejectionType(reply.request.headers.accept))
    .send(JSON.stringify({ errors: [{ message, extensions }] }));
}
