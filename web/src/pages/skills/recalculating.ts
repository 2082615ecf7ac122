import { counted } from '../../text/numbers.ts';

/** Scores that do not agree with each other yet. */
export function recalculating(peopleLeft: number): string {
  return `The rules have changed, and the credits of ${counted(peopleLeft, 'person', 'people')} are still to be recalculated. Until then numbers may disagree, and the next Skills Report waits.`;
}
