import { outcomeUnknown } from './errors.js';

/** PostgreSQL or the network ended the session: what it had not committed is undone. Class 08 belongs to them. */
const SESSION_ENDED = new Set([
  ...['25P03', '57P01', '57P02', '57P03', '57P05'],
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_PREMATURE_CLOSE'],
]);

/** What the driver and TypeORM say of a connection that ended while it was in use or before it was used again. */
const ENDED_IN_WORDS = /^Connection terminated|is not queryable$|already released/i;

/** The driver says it of a statement that it did not send. */
const NOT_SENT = /is not queryable$|already released/i;

/** Serialization failure, deadlock, a lock that did not come free in time. */
const CONFLICTS = new Set(['40001', '40P01', '55P03']);

/** The server or its pool has no room, or a statement took longer than it may: doing it again would make it worse. */
const OVERLOADED = new Set(['53300', '57014', '25P04']);

const NO_ROOM_IN_WORDS = /timeout exceeded when trying to connect/i;

/** Whether the session is gone. */
export function isSessionEnd(error: unknown): boolean {
  const { code, message } = faultOf(error);
  return SESSION_ENDED.has(code) || /^08...$/.test(code) || ENDED_IN_WORDS.test(message);
}

/** Whether the server undid the transaction because of another one. */
export function isConflict(error: unknown): boolean {
  return CONFLICTS.has(faultOf(error).code);
}

/** Whether the database is away, overloaded or in conflict: nothing is wrong with the statement. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const { code, message } = faultOf(error);
  return OVERLOADED.has(code) || NO_ROOM_IN_WORDS.test(message) || isSessionEnd(error) || isConflict(error);
}

/**
 * Whether a COMMIT that failed may have taken effect. A COMMIT that was not sent has not, nor one to which the server
 * answers with an error; 25P03 ends a session that had not seen its COMMIT.
 */
export function mayHaveCommitted(error: unknown): boolean {
  const { code, message } = faultOf(error);
  return isSessionEnd(error) && code !== '25P03' && !NOT_SENT.test(message);
}

/** Code and message of what the driver reported, out of the wrapping of TypeORM and graphql-js. */
function faultOf(error: unknown): { code: string; message: string } {
  if (error === null || typeof error !== 'object') return { code: '', message: '' };
  const { driverError, thrownValue } = error as { driverError?: object; thrownValue?: object };
  const { code, message } = (driverError ?? thrownValue ?? error) as { code?: unknown; message?: unknown };
  return { code: typeof code === 'string' ? code : '', message: typeof message === 'string' ? message : '' };
}

/**
 * The connection was lost while a COMMIT was under way, and no idempotency key covers the work: it may have taken
 * effect, so that it is not repeated here.
 */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super(outcomeUnknown().message, { cause });
  }
}
