import type { Clock } from '@app/subgraph-kit/processes/clock';

/** Runs with the real time of the sign-in provider, and can be moved ahead of it or behind. */
export type MovingClock = Clock & {
  /** Days, as 24 hours each, ahead of the real time; 0 is the real time again. */
  moveTo(daysAhead: number): void;
};

export function movingClock(): MovingClock {
  let offset = 0;
  return {
    now: () => new Date(Date.now() + offset),
    moveTo: (daysAhead) => {
      offset = Math.round(daysAhead * 24 * 3_600_000);
    },
  };
}
