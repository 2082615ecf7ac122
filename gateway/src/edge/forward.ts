import type { IncomingHttpHeaders } from 'node:http';
import { Readable, Transform } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Dispatcher } from 'undici';
import { LIMITS } from '../limits/limits.js';
import { requestHeaders, responseHeaders } from './edge-headers.js';

/** What a service answered, as @fastify/reply-from hands it over. */
export type ServiceAnswer = {
  statusCode: number;
  headers: IncomingHttpHeaders;
  stream: Dispatcher.ResponseData['body'];
};

/** A body without a declared length exceeded the limit. */
export class BodyTooLarge extends Error {}

/** One request that is forwarded to a service. */
export type Forwarding = {
  /** The path at the service, without the query. */
  path: string;
  /** Headers that the gateway adds to those that it forwards. */
  headers: Record<string, string>;
  /** Answers in place of the service; false where the service's own answer is sent. */
  replaces(answer: ServiceAnswer): boolean;
  /** The service did not answer, or the body was too large. */
  failed(error: Error): void;
};

/** Forwards a request and its answer, both streamed: the body bounded, redirects and cookies unchanged. */
export function forward(request: FastifyRequest, reply: FastifyReply, forwarding: Forwarding): FastifyReply {
  if (request.body instanceof Readable) request.body = request.body.pipe(bounded(LIMITS.edgeBody));
  return reply.from(forwarding.path, {
    retryDelay: () => null,
    rewriteRequestHeaders: (_request, headers) => ({ ...requestHeaders(headers), ...forwarding.headers }),
    // Headers are sent together with the answer, which may be replaced.
    rewriteHeaders: () => ({}),
    onResponse: (_request, _reply, response) => {
      const answer = response as unknown as ServiceAnswer;
      if (forwarding.replaces(answer)) return void answer.stream.dump().catch(() => undefined);
      void reply.headers(responseHeaders(answer.headers)).send(answer.stream);
    },
    onError: (_reply, { error }) => forwarding.failed(error.cause instanceof Error ? error.cause : error),
  });
}

function bounded(limit: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.byteLength;
      done(size > limit ? new BodyTooLarge() : null, chunk);
    },
  });
}
