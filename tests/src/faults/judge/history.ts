/**
 * What a client knows of an operation: it was answered, it was rejected without an effect, or its answer never came, so
 * that it may have happened.
 */
export type Outcome = 'ok' | 'fail' | 'unknown';

/** An operation of a client. Times are milliseconds of one monotonic clock. */
export type Operation = {
  /** Identifies the effect: repetitions of one operation (the same idempotency key) have the same one. */
  readonly effect: string;
  readonly invokedAt: number;
  /** Infinity while it is under way. */
  readonly completedAt: number;
  readonly outcome: Outcome;
  /** The last sign that the caller got, for the report of a violation. */
  readonly answer: string;
};

/** A fault that was inflicted. `target` is the process or the connection. */
export type Fault = { readonly target: string; readonly step: string; readonly at: number };

/** Operations and faults of a run, in the order of their beginning. */
export type History = { readonly operations: readonly Operation[]; readonly faults: readonly Fault[] };

/** Records a history; `invoke` returns how the operation is completed. One that is never completed stays unknown. */
export class HistoryRecorder implements History {
  readonly operations: Operation[] = [];
  readonly faults: Fault[] = [];

  constructor(private readonly now: () => number = () => performance.now()) {}

  invoke(effect: string): (outcome: Outcome, answer: string) => void {
    const invokedAt = this.now();
    const place = this.operations.length;
    this.operations.push({ effect, invokedAt, completedAt: Infinity, outcome: 'unknown', answer: 'none' });
    return (outcome, answer) => {
      this.operations[place] = { effect, invokedAt, completedAt: this.now(), outcome, answer };
    };
  }

  inflict(target: string, step: string): void {
    this.faults.push({ target, step, at: this.now() });
  }
}
