import { GraphQLError, type GraphQLErrorExtensions } from 'graphql';

/** Every code a client can meet; expected refusals are data, not errors. */
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

/** A code of the closed list. */
export type ErrorCode = (typeof ERROR_CODES)[number];

function coded(code: ErrorCode, message: string, extensions: GraphQLErrorExtensions = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions, code } });
}

/** Nobody is signed in. */
export function unauthenticated(message = 'Sign in with your work account and send its token as a bearer token.') {
  return coded('UNAUTHENTICATED', message);
}

/** The caller is known and may not; the message says what they can do. */
export function forbidden(
  message = 'You may not do or see this. Ask an administrator of your organisation for the role it needs.',
) {
  return coded('FORBIDDEN', message);
}

/** A valid work account without a user here (R2): the remedy is named. */
export function notAUser() {
  return forbidden(
    'Your work account has no active user here. Ask a Global admin or Account admin of your organisation to create one for your work address.',
  );
}

/** A work account whose address the directory gave to a user with another object id: only the mapping can mend that. */
export function knownUnderAnotherId() {
  return forbidden(
    "Your organization's directory knows this account under another id than the one with which you sign in. Ask an " +
      'administrator of the directory to map externalId to the object id of your account.',
  );
}

/** A value that no rule could accept; the message names the value's place and its form. */
export function badUserInput(message: string) {
  return coded('BAD_USER_INPUT', message);
}

/** The same before anything ran: the whole request is refused, with HTTP status 400. */
export function badRequestInput(message: string) {
  return coded('BAD_USER_INPUT', message, { http: { status: 400 } });
}

/** The sign-in is too old for what is asked. */
export function reauthenticationRequired(message: string) {
  return coded('REAUTHENTICATION_REQUIRED', message);
}

/** The same idempotency key came with another input. */
export function idempotencyKeyReused() {
  return coded(
    'IDEMPOTENCY_KEY_REUSED',
    'This idempotencyKey was used with another input. Use a new key for a new request.',
  );
}

/** The document asks for more than a single request may. */
export function queryTooComplex(message: string) {
  return coded('QUERY_TOO_COMPLEX', message);
}

/** Too many in too short a time. */
export function rateLimited(retryAfterSeconds: number, message = 'Too many requests.') {
  return coded('RATE_LIMITED', `${message} Try again in ${retryAfterSeconds} s.`, { retryAfterSeconds });
}

/** A part of the system does not answer just now; trying again later is safe. */
export function serviceUnavailable(
  message = 'This part of the service does not answer just now. Try again in a moment.',
  retryAfterSeconds = 5,
) {
  return coded('SERVICE_UNAVAILABLE', message, { retryAfterSeconds });
}

/** A change was sent, and its answer was lost. No time to wait: a program that goes by it could do it twice. */
export function outcomeUnknown() {
  return coded(
    'SERVICE_UNAVAILABLE',
    'Whether this change was made is not known: the connection was lost while it was made. Read what it changes before ' +
      'you send it again; with the same idempotencyKey it can be sent again at once.',
  );
}
