/** The one place a process reads the time. Instants are `Date`s: UTC, milliseconds. Rules get an instant passed in. */
export type Clock = { now(): Date };

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };
