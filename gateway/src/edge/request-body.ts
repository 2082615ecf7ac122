import type { IncomingMessage } from 'node:http';
import { GraphQLError } from 'graphql';
import { BodyTooLarge, readBounded } from '../limits/bounded-body.js';
import { acceptedType } from './answer-type.js';

/** The operation of a client as it was sent: its members may be anything. */
export type SentOperation = { readonly [member: string]: unknown };

/** An error of the HTTP request itself. */
export function badRequest(status: number, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status } } });
}

/** Rejects a POST that is no operation, or whose answer the client would not accept, before any work is done for it. */
export function assertPostable(message: IncomingMessage): void {
  assertJson(message);
  if (acceptedType(message.headers.accept) === undefined)
    throw badRequest(406, 'Answers are application/json or application/graphql-response+json: accept one of them.');
}

/** Rejects everything but JSON in UTF-8: foreign pages can send forms and plain text without a preflight. */
function assertJson(message: IncomingMessage): void {
  const [type = '', ...parameters] = (message.headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith('charset='));
  const utf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  if (type.trim() !== 'application/json' || !utf8)
    throw badRequest(400, 'Send the operation as application/json in UTF-8.');
  if ((message.headers['content-encoding'] ?? 'identity') !== 'identity')
    throw badRequest(400, 'Compressed requests are not accepted.');
}

/** Reads the operation of a request, which is one object of bounded size; Apollo Server checks its members. */
export async function readOperation(message: IncomingMessage, limit: number): Promise<SentOperation> {
  if (Number(message.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  let parsed: unknown;
  try {
    parsed = JSON.parse((await readBounded(message, limit)).toString('utf8'));
  } catch (error) {
    if (error instanceof BodyTooLarge) throw tooLarge(limit);
    throw badRequest(400, 'The body is no JSON.');
  }
  if (Array.isArray(parsed)) throw badRequest(400, 'One operation per request: batches are not accepted.');
  if (typeof parsed !== 'object' || parsed === null) throw badRequest(400, 'The body must be a JSON object.');
  return parsed as SentOperation;
}

function tooLarge(limit: number): GraphQLError {
  return badRequest(
    413,
    `The request is too large: ${limit} bytes are accepted, and fewer from callers without a token.`,
  );
}
