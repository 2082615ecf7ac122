import type { Clock } from '@app/subgraph-kit/processes/clock';

export type FixedClock = Clock & {
  set(instant: string): void;
  advance(by: { days?: number; hours?: number; minutes?: number; milliseconds?: number }): void;
};

/** A clock that changes only when a test moves it. */
export function fixedClock(instant: string): FixedClock {
  let milliseconds = parse(instant);
  return {
    now: () => new Date(milliseconds),
    set: (next) => {
      milliseconds = parse(next);
    },
    advance: ({ days = 0, hours = 0, minutes = 0, milliseconds: more = 0 }) => {
      milliseconds += (days * 24 + hours) * 3_600_000 + minutes * 60_000 + more;
    },
  };
}

function parse(instant: string): number {
  const milliseconds = Date.parse(instant);
  if (Number.isNaN(milliseconds)) throw new Error(`"${instant}" is not an instant.`);
  return milliseconds;
}
