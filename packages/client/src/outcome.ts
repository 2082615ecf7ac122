/** An error of the API, with its code, and the request id to quote. */
export type Problem = {
  readonly code: string;
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly requestId?: string;
  readonly retryAfterSeconds?: number;
};

/** Data arrived. Parts of it are null where `problems` says why. */
export type Answer<Data> = { readonly ok: true; readonly data: Data; readonly problems: readonly Problem[] };

/**
 * No data arrived. `unreachable`: no connection; `unavailable`: no answer of the API; `unauthenticated`: HTTP 401;
 * `limited`: too many requests, see `retryAfterSeconds`; `rejected`: the operation did not run or has no data.
 */
export type Fault = {
  readonly ok: false;
  readonly kind: 'unreachable' | 'unavailable' | 'unauthenticated' | 'limited' | 'rejected';
} & Problem;

/** What came of an operation. */
export type Outcome<Data> = Answer<Data> | Fault;

/** A request for credentials was answered, and denied for the moment. */
export class RenewalRejected extends Error {
  override readonly name = 'RenewalRejected';
  constructor(readonly fault: Fault) {
    super(fault.message);
  }
}

/** What `orThrow` throws. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

/** The complete data of an outcome; throws an ApiError where all of it or a part is missing. */
export function orThrow<Data>(outcome: Outcome<Data>): Data {
  const problem = outcome.ok ? outcome.problems[0] : outcome;
  if (!outcome.ok || problem !== undefined) throw new ApiError(problem as Problem);
  return outcome.data;
}
