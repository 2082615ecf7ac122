/** As stored. A waiting delivery of a webhook that is not ACTIVE is held. */
export const STORED_DELIVERY_STATES = ['WAITING', 'DELIVERED', 'GIVEN_UP'] as const;
export type StoredDeliveryState = (typeof STORED_DELIVERY_STATES)[number];

/** As the API shows it. */
export const DELIVERY_STATES = ['WAITING', 'DELIVERED', 'HELD', 'GIVEN_UP'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What led to an attempt. */
export const ATTEMPT_CAUSES = ['EVENT', 'RETRY', 'REDELIVERY', 'REPLAY', 'TEST'] as const;
export type AttemptCause = (typeof ATTEMPT_CAUSES)[number];

/** What led to a delivery: its first attempt has this cause, later ones are retries. */
export type DeliveryCause = Exclude<AttemptCause, 'RETRY'>;

/** Why an attempt did not deliver. */
export const ATTEMPT_PROBLEMS = [
  'NAME_NOT_FOUND',
  'ADDRESS_NOT_ALLOWED',
  'CONNECTION_FAILED',
  'CERTIFICATE_REFUSED',
  'TIMEOUT',
  'ANSWER_TOO_LARGE',
  'REDIRECT',
  'STATUS',
] as const;
export type AttemptProblem = (typeof ATTEMPT_PROBLEMS)[number];

/** The outcome of one request. It delivered the event when there is no problem. */
export type AttemptOutcome = {
  readonly at: Date;
  /** Null when no answer came. */
  readonly status: number | null;
  readonly problem: AttemptProblem | null;
  readonly milliseconds: number;
  /** The beginning of a text answer. */
  readonly answer: string | null;
  /** From the header Retry-After. */
  readonly retryAfterSeconds: number | null;
};

/** The cause of the next attempt of a delivery, by the failures since it was last asked for. */
export function causeOfAttempt(cause: DeliveryCause, failures: number): AttemptCause {
  return failures === 0 ? cause : 'RETRY';
}
