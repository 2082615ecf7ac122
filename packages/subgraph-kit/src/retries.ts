import { setTimeout as pause } from 'node:timers/promises';
import { isConflict, isSessionEnd } from './database-faults.js';
import { isRequestAborted } from './request-scope.js';

/** As long as a whole request may take. Work outside of requests has a queue that repeats it. */
const CONFLICT_MILLISECONDS = 8_000;
/** Shorter than the gateway waits for a subgraph: its caller is told that the database is away, and not only that a service is slow. */
const SESSION_END_MILLISECONDS = 3_000;
const FIRST_PAUSE_MILLISECONDS = 20;
const LONGEST_PAUSE_MILLISECONDS = 500;

/** How often one piece of work is done again, and when: pauses double and are jittered, so that those who failed together do not meet again. */
export class Retries {
  readonly #began = performance.now();
  #longest = FIRST_PAUSE_MILLISECONDS;

  /** Waits, and says whether work that ended with this error is worth doing again. */
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
