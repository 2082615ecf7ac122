import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { ERROR_CODES, type ErrorCode } from './errors.js';
import { RequestOver } from './reads.js';
import { currentRequestId } from './request-scope.js';

/** The errors of a database that is away or overloaded, and not of a statement that is wrong. */
const UNAVAILABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08006',
  '08001',
  '57014',
  '55P03',
]);

const SQLSTATE = /^[0-9A-Z]{5}$/;

/** What the driver and TypeORM say of a connection that was lost while a transaction or a request was using it. */
const CONNECTION_LOST =
  /Connection terminated|connection error and is not queryable|already released|timeout exceeded when trying to connect/i;

/**
 * Makes of any error what a client may see: a message and a code of the closed list for our own errors,
 * one fixed sentence for everything else, which goes to the log instead. Never SQL, hosts, files or a stack.
 */
export function maskError(log: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const requestId = currentRequestId();
    const place = {
      ...(formatted.path && { path: formatted.path }),
      ...(formatted.locations && { locations: formatted.locations }),
    };
    const code = codeOf(formatted);
    if (code !== undefined && code !== 'INTERNAL_SERVER_ERROR') {
      const retryAfterSeconds = formatted.extensions?.retryAfterSeconds;
      return {
        message: formatted.message,
        ...place,
        extensions: { code, requestId, ...(typeof retryAfterSeconds === 'number' && { retryAfterSeconds }) },
      };
    }
    const original = unwrapResolverError(error);
    if (isUnavailable(original)) {
      log.warn({ requestId, err: describeError(original) }, 'a dependency does not answer');
      return {
        message: 'This part of the service does not answer just now. Try again in a moment.',
        ...place,
        extensions: { code: 'SERVICE_UNAVAILABLE', requestId },
      };
    }
    log.error({ requestId, err: describeError(original) }, 'unexpected error');
    return {
      message: 'Something went wrong on our side. Quote the request id when you report it.',
      ...place,
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
    };
  };
}

function codeOf(formatted: GraphQLFormattedError): ErrorCode | undefined {
  const code = formatted.extensions?.code;
  return ERROR_CODES.find((known) => known === code);
}

/** Whether the database, or another dependency, is away or overloaded: the same request may succeed later. */
export function isUnavailable(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (error instanceof RequestOver || (typeof code === 'string' && UNAVAILABLE.has(code))) return true;
  return error instanceof Error && CONNECTION_LOST.test(error.message);
}

/**
 * What the log gets: class, code and stack. A database error's message, with which its stack begins, and its detail may
 * quote personal data. (What is called `code` is redacted: it may be one of a sign-in.)
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error) || error instanceof GraphQLError)
    return { message: String((error as Error | undefined)?.message) };
  const { code, constraint, table } = error as Error & { code?: unknown; constraint?: unknown; table?: unknown };
  const isOfDatabase = typeof code === 'string' && SQLSTATE.test(code);
  const stack = isOfDatabase ? error.stack?.slice(error.stack.indexOf('\n    at ')) : error.stack;
  return { type: error.name, errorCode: code, constraint, table, stack };
}
