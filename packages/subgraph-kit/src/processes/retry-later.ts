import type { FastifyInstance, FastifyReply } from 'fastify';
import { type ErrorCode, RETRY_AFTER_SECONDS } from '../graphql/errors.js';

/** The statuses that ask a client to try again: too many requests, and a dependency that does not answer. */
export type RetryStatus = 429 | 503;

/** The HTTP status of an error code that rejects a whole request and may be tried again. */
export const RETRY_STATUS: Partial<Record<ErrorCode, RetryStatus>> = { RATE_LIMITED: 429, SERVICE_UNAVAILABLE: 503 };

/** Sets one of these statuses with the seconds to wait. Every 429 and 503 of the sources is set here. */
export function retryLater(reply: FastifyReply, status: RetryStatus, seconds = RETRY_AFTER_SECONDS): FastifyReply {
  return reply.code(status).header('retry-after', String(seconds));
}

/** Adds the seconds to wait to an answer of a library, or of a server behind this one, that lacks them. */
export function completeRetryAfter(app: FastifyInstance): void {
  app.addHook('onSend', async (_request, reply) => {
    const { statusCode } = reply;
    if ((statusCode === 429 || statusCode === 503) && !reply.hasHeader('retry-after')) retryLater(reply, statusCode);
  });
}
