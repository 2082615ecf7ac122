export type RejectionCode =
  | 'NOT_ALLOWED'
  | 'NOT_PREPARED'
  | 'NO_STANDBY'
  | 'NO_SUCH_ORGANIZATION'
  | 'NO_SUCH_LOGIN'
  | 'REVOKED'
  | 'INVALID_DAYS';

/** A command about reporting logins that changed nothing; the message names the next step. */
export class ReportingRejected extends Error {
  constructor(
    readonly code: RejectionCode,
    message: string,
  ) {
    super(message);
  }
}
