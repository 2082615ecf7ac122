/** How long whoever reports by the API meanwhile may have to wait for a chunk. */
const AIM_MILLISECONDS = 400;
/** Fewer would not take less: a chunk has some twenty statements, however small it is. */
const FEWEST = 1_000;

/** How many lines are dealt with at once: as many as take a moment, on whatever machine and however busy it is. */
export class ChunkSize {
  lines: number;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
    this.lines = Math.min(FEWEST, most);
  }

  /** Learns from a chunk; grows slowly and shrinks at once. */
  took(lines: number, milliseconds: number): void {
    const fitting = Math.min((lines * AIM_MILLISECONDS) / Math.max(milliseconds, 1), this.lines * 1.5);
    this.lines = Math.min(Math.max(Math.round(fitting), FEWEST), this.#most);
  }
}
