import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { isDatabaseUnavailable, OutcomeUnknown } from '../database/database-faults.js';
import { RequestAborted } from '../database/reads.js';
import { ERROR_CODES, type ErrorCode, RETRY_AFTER_SECONDS } from './errors.js';
import { currentRequestId } from './request-scope.js';

const SQLSTATE = /^[0-9A-Z]{5}$/;

/**
 * Converts any error to what a client may see: message and code for our own errors, one fixed message for all others,
 * which are logged. Never SQL, host names, files or a stack.
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
      log.warn({ requestId, err: describeError(original) }, 'a dependency is unavailable');
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

/** Without a delay where an automatic repetition could apply the change twice. */
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

/** Whether the database or another dependency is unavailable or overloaded; the same request may succeed later. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof RequestAborted || error instanceof OutcomeUnknown || isDatabaseUnavailable(error);
}

/**
 * Describes an error for the log: class, code and stack. The message of a database error, which is also the first line
 * of its stack, and its detail may quote personal data. (A property named `code` is redacted: it may belong to a
 * sign-in.)
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error) || error instanceof GraphQLError)
    return { message: String((error as Error | undefined)?.message) };
  const { code, constraint, table } = error as Error & { code?: unknown; constraint?: unknown; table?: unknown };
  const isDatabaseError = typeof code === 'string' && SQLSTATE.test(code);
  const stack = isDatabaseError ? error.stack?.slice(error.stack.indexOf('\n    at ')) : error.stack;
  return { type: error.name, errorCode: code, constraint, table, stack };
}
