import type { Fault, History, Operation } from './history.js';

/** What a history and the state after it say together. */
export type Verdict = {
  readonly acknowledged: number;
  readonly unknown: number;
  /** Effects that were acknowledged and are absent. */
  readonly lost: readonly string[];
  /** Effects that are present more than once. */
  readonly twice: readonly string[];
  /** Effects that are present although every attempt was rejected, or that no client asked for. */
  readonly invented: readonly string[];
  /** The faults after which no operation that was invoked later was answered. */
  readonly neverRecovered: readonly Fault[];
  /** Milliseconds from a fault until the first answer to an operation that was under way or began later. */
  readonly longestOutage: number;
};

/**
 * Judges a history of attempts: an acknowledged effect is present once, a rejected one is absent, and one
 * whose answer never came may be either, but not twice. `present` counts each effect in the state after the run.
 */
export function judgeHistory(history: History, present: ReadonlyMap<string, number>): Verdict {
  const attempts = Map.groupBy(history.operations, ({ effect }) => effect);
  const effects = new Set([...attempts.keys(), ...present.keys()]);
  const found = (wrong: (operations: readonly Operation[], times: number) => boolean): string[] =>
    [...effects].filter((effect) => wrong(attempts.get(effect) ?? [], present.get(effect) ?? 0));
  const recoveries = history.faults.map((fault) => ({ fault, milliseconds: recoveryAfter(fault, history) }));
  return {
    acknowledged: [...attempts.values()].filter(isAcknowledged).length,
    unknown: history.operations.filter(({ outcome }) => outcome === 'unknown').length,
    lost: found((operations, times) => isAcknowledged(operations) && times === 0),
    twice: found((_operations, times) => times > 1),
    invented: found((operations, times) => times > 0 && operations.every(({ outcome }) => outcome === 'fail')),
    neverRecovered: recoveries.filter(({ milliseconds }) => milliseconds === undefined).map(({ fault }) => fault),
    longestOutage: Math.max(0, ...recoveries.map(({ milliseconds }) => milliseconds ?? 0)),
  };
}

/** Whether some attempt was answered with success. */
function isAcknowledged(operations: readonly Operation[]): boolean {
  return operations.some(({ outcome }) => outcome === 'ok');
}

/** Undefined where nothing was answered after the fault. */
function recoveryAfter({ at }: Fault, { operations }: History): number | undefined {
  const answers = operations.filter(({ outcome, completedAt }) => outcome !== 'unknown' && completedAt > at);
  return answers.length === 0 ? undefined : Math.min(...answers.map(({ completedAt }) => completedAt)) - at;
}

/** What is wrong, one line each; empty for a history that holds. */
export function violationsOf(verdict: Verdict, longestOutageAllowed: number): string[] {
  const { lost, twice, invented, neverRecovered, longestOutage } = verdict;
  return [
    ...lost.map((effect) => `lost: ${effect}`),
    ...twice.map((effect) => `twice: ${effect}`),
    ...invented.map((effect) => `invented: ${effect}`),
    ...neverRecovered.map(({ target, step }) => `no answer after the fault of ${target} at ${step}`),
    ...(longestOutage > longestOutageAllowed ? [`an outage of ${Math.round(longestOutage)} ms`] : []),
  ];
}
