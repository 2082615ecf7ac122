import { setTimeout as pause } from 'node:timers/promises';
import { isRequestAborted } from '../graphql/request-scope.js';
import { isConflict, isSessionEnd } from './database-faults.js';

/** The time limit of a whole request. Work outside of requests is retried by its queue. */
const CONFLICT_MILLISECONDS = 8_000;
/**
 * Shorter than the gateway's timeout for a subgraph, so that the caller learns that the database is unavailable, not
 * only that a service is slow.
 */
const SESSION_END_MILLISECONDS = 3_000;
const FIRST_PAUSE_MILLISECONDS = 20;
const LONGEST_PAUSE_MILLISECONDS = 500;

/**
 * Decides about the retries of some work. Pauses double and have jitter, so that concurrent failures do not collide
 * again.
 */
export class Retries {
  readonly #began = performance.now();
  #longest = FIRST_PAUSE_MILLISECONDS;

  /** Waits for the next pause. Returns whether work that failed with this error should be retried. */
  async shouldRetry(error: unknown): Promise<boolean> {
    const milliseconds = this.#longest * (0.5 + Math.random() / 2);
    this.#longest = Math.min(this.#longest * 2, LONGEST_PAUSE_MILLISECONDS);
    if (performance.now() - this.#began + milliseconds > timeLimitOf(error) || isRequestAborted()) return false;
    await pause(milliseconds);
    return !isRequestAborted();
  }
}

function timeLimitOf(error: unknown): number {
  if (isSessionEnd(error)) return SESSION_END_MILLISECONDS;
  return isConflict(error) ? CONFLICT_MILLISECONDS : 0;
}
