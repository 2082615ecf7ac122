import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { isDatabaseUnavailable, OutcomeUnknown } from './database-faults.js';
import { ERROR_CODES, type ErrorCode } from './errors.js';
import { RequestAborted } from './reads.js';
import { currentRequestId } from './request-scope.js';

const SQLSTATE = /^[0-9A-Z]{5}$/;

/** For a client that waits before it asks again. */
const RETRY_AFTER_SECONDS = 5;

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
      return { ...unavailable(original), ...place };
    }
    log.error({ requestId, err: describeError(original) }, 'unexpected error');
    return {
      message: 'Something went wrong on our side. Quote the request id when you report it.',
      ...place,
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
    };
  };
}

/** Without a time to wait where the same request, sent again by a program, could be done twice. */
function unavailable(error: unknown): GraphQLFormattedError {
  const extensions = { code: 'SERVICE_UNAVAILABLE', requestId: currentRequestId() };
  if (error instanceof OutcomeUnknown) return { message: error.message, extensions };
  return {
    message: 'This part of the service does not answer just now. Try again in a moment.',
    extensions: { ...extensions, retryAfterSeconds: RETRY_AFTER_SECONDS },
  };
}

function codeOf(formatted: GraphQLFormattedError): ErrorCode | undefined {
  const code = formatted.extensions?.code;
  return ERROR_CODES.find((known) => known === code);
}

/** Whether the database, or another dependency, is away or overloaded: the same request may succeed later. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof RequestAborted || error instanceof OutcomeUnknown || isDatabaseUnavailable(error);
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
