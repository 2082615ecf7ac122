import { GraphQLError, type GraphQLErrorExtensions } from 'graphql';

/** Every error code of the API. Expected errors are part of the result types instead. */
export const ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'QUERY_TOO_COMPLEX',
  'RATE_LIMITED',
  'REAUTHENTICATION_REQUIRED',
  'IDEMPOTENCY_KEY_REUSED',
  'SERVICE_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
] as const;

/** One of the error codes. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** The time that a client waits before it tries again, where no better one is known. */
export const RETRY_AFTER_SECONDS = 5;

function coded(code: ErrorCode, message: string, extensions: GraphQLErrorExtensions = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions, code } });
}

/** The caller is not signed in. */
export function unauthenticated(message = 'Sign in with your work account and send its token as a bearer token.') {
  return coded('UNAUTHENTICATED', message);
}

/** The caller is known and has no access; the message says what they can do. */
export function forbidden(
  message = 'You may not do or see this. Ask an administrator of your organization for the role it needs.',
) {
  return coded('FORBIDDEN', message);
}

/** A valid work account without an active user (R2); the message names the remedy. */
export function notAUser() {
  return forbidden(
    'Your work account has no active user here. Ask a Global admin or Account admin of your organization to create one for your work address.',
  );
}

/**
 * A work account whose address the directory assigned to a user with another object id. Only a change of the
 * directory's mapping resolves it.
 */
export function knownUnderAnotherId() {
  return forbidden(
    "Your organization's directory knows this account under another id than the one with which you sign in. Ask an " +
      'administrator of the directory to map externalId to the object id of your account.',
  );
}

/** A value that no rule could accept; the message names its location and format. */
export function badUserInput(message: string) {
  return coded('BAD_USER_INPUT', message);
}

/** Invalid input found before execution: rejects the whole request with HTTP status 400. */
export function badRequestInput(message: string) {
  return coded('BAD_USER_INPUT', message, { http: { status: 400 } });
}

/** The sign-in is older than the operation permits. */
export function reauthenticationRequired(message: string) {
  return coded('REAUTHENTICATION_REQUIRED', message);
}

/** The idempotency key was used with other input. */
export function idempotencyKeyReused() {
  return coded(
    'IDEMPOTENCY_KEY_REUSED',
    'This idempotencyKey was used with another input. Use a new key for a new request.',
  );
}

/** The document exceeds a limit for single requests. */
export function queryTooComplex(message: string) {
  return coded('QUERY_TOO_COMPLEX', message);
}

/** Too many requests in a time window. */
export function rateLimited(retryAfterSeconds: number, message = 'Too many requests.') {
  return coded('RATE_LIMITED', `${message} Try again in ${retryAfterSeconds} s.`, { retryAfterSeconds });
}

/** A dependency is temporarily unavailable; a retry is safe. */
export function serviceUnavailable(
  message = 'This part of the service does not answer just now. Try again in a moment.',
  retryAfterSeconds = RETRY_AFTER_SECONDS,
) {
  return coded('SERVICE_UNAVAILABLE', message, { retryAfterSeconds });
}

/**
 * The answer to a change was lost. Has no retry delay: a client that retries automatically could apply the change
 * twice.
 */
export function outcomeUnknown() {
  return coded(
    'SERVICE_UNAVAILABLE',
    'Whether this change was made is not known: the connection was lost while it was made. Read what it changes before ' +
      'you send it again; with the same idempotencyKey it can be sent again at once.',
  );
}
