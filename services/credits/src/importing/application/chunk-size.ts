/** How long a concurrent caller of the API may have to wait for a chunk. */
const AIM_MILLISECONDS = 400;
/** A smaller chunk takes no less time: every chunk has some twenty statements. */
const FEWEST = 1_000;

/** Adapts the number of rows of a chunk to the speed of the machine, so that a chunk takes a fraction of a second. */
export class ChunkSize {
  lines: number;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
    this.lines = Math.min(FEWEST, most);
  }

  /** Adapts to the duration of a chunk: grows slowly and shrinks at once. */
  took(lines: number, milliseconds: number): void {
    const fitting = Math.min((lines * AIM_MILLISECONDS) / Math.max(milliseconds, 1), this.lines * 1.5);
    this.lines = Math.min(Math.max(Math.round(fitting), FEWEST), this.#most);
  }
}
