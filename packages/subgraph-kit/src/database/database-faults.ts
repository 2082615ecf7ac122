import { outcomeUnknown } from '../graphql/errors.js';

/** PostgreSQL or the network ended the session; uncommitted work is rolled back. Class 08 belongs here as well. */
const SESSION_ENDED = new Set([
  ...['25P03', '57P01', '57P02', '57P03', '57P05'],
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_PREMATURE_CLOSE'],
]);

/** Messages of the driver and TypeORM for a connection that ended in use or before its next use. */
const ENDED_MESSAGE = /^Connection terminated|is not queryable$|already released/i;

/** Messages of the driver for a statement that it did not send. */
const NOT_SENT_MESSAGE = /is not queryable$|already released/i;

/** Serialization failure, deadlock, lock timeout. */
const CONFLICTS = new Set(['40001', '40P01', '55P03']);

/** The server or its pool has no free connection, or a statement exceeded its time limit. A retry would add load. */
const OVERLOADED = new Set(['53300', '57014', '25P04']);

const NO_CONNECTION_MESSAGE = /timeout exceeded when trying to connect/i;

/** Whether the session has ended. */
export function isSessionEnd(error: unknown): boolean {
  const { code, message } = faultOf(error);
  return SESSION_ENDED.has(code) || /^08...$/.test(code) || ENDED_MESSAGE.test(message);
}

/** Whether an earlier statement of the transaction failed: this one was not executed. */
export function isAfterFailure(error: unknown): boolean {
  return faultOf(error).code === '25P02';
}

/** Whether the server rolled back the transaction because of another one. */
export function isConflict(error: unknown): boolean {
  return CONFLICTS.has(faultOf(error).code);
}

/** Whether the database is unavailable, overloaded or in conflict; the statement itself is correct. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const { code, message } = faultOf(error);
  return OVERLOADED.has(code) || NO_CONNECTION_MESSAGE.test(message) || isSessionEnd(error) || isConflict(error);
}

/**
 * Whether a failed COMMIT may have taken effect. It has not when it was not sent or when the server answered with an
 * error; 25P03 ends a session before its COMMIT.
 */
export function mayHaveCommitted(error: unknown): boolean {
  const { code, message } = faultOf(error);
  return isSessionEnd(error) && code !== '25P03' && !NOT_SENT_MESSAGE.test(message);
}

/** Code and message of the driver's error, unwrapped from TypeORM and graphql-js. */
function faultOf(error: unknown): { code: string; message: string } {
  if (error === null || typeof error !== 'object') return { code: '', message: '' };
  const { driverError, thrownValue } = error as { driverError?: object; thrownValue?: object };
  const { code, message } = (driverError ?? thrownValue ?? error) as { code?: unknown; message?: unknown };
  return { code: typeof code === 'string' ? code : '', message: typeof message === 'string' ? message : '' };
}

/**
 * The connection was lost during a COMMIT, and no idempotency key covers the work. The commit may have taken effect, so
 * that a retry is not safe.
 */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super(outcomeUnknown().message, { cause });
  }
}
