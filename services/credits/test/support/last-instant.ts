import { type Day, firstInstantOf } from '../../src/values/domain/day.js';

/** A day that is not today is looked at from its last instant. */
export function lastInstantOf(day: Day): Date {
  return new Date(firstInstantOf(day).getTime() + 86_400_000 - 1);
}
