import { type Day, firstInstantOf } from '../../src/values/domain/day.js';

/** A day other than today is evaluated at its last instant. */
export function lastInstantOf(day: Day): Date {
  return new Date(firstInstantOf(day).getTime() + 86_400_000 - 1);
}
