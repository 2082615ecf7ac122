import { points } from '../../text/numbers.ts';

/** The score of a designation of the API. */
export type Scored = {
  readonly score: number;
  readonly required: number;
  readonly attained: boolean;
  readonly skillingPoints: number;
  readonly skillingMax: number;
  readonly metrics: readonly { readonly title: string; readonly points: number }[];
};

/** What separates a designation from being attained, or how far it is above, in a few words. */
export function standing({ score, required, attained, skillingPoints, skillingMax, metrics }: Scored): string {
  if (attained) return score > required ? `${pointsOf(score - required)} to spare` : 'Nothing to spare';
  const possible = skillingMax - skillingPoints;
  if (score < required)
    return `${pointsOf(required - score)} missing, certifications can add ${possible > 0 ? points(possible) : 'none'}`;
  const atZero = metrics.filter((metric) => metric.points <= 0).map(({ title }) => title);
  return `${lists.format(atZero)} ${atZero.length === 1 ? 'has' : 'have'} to be above 0`;
}

/** 1 point, 42.57 points. */
export function pointsOf(value: number): string {
  return `${points(value)} ${value === 1 ? 'point' : 'points'}`;
}

const lists = new Intl.ListFormat('en', { type: 'conjunction' });
