import type { DesignationScoreFragment } from '../../../graphql/documents.ts';
import { counted, points } from '../../../text/numbers.ts';

const lists = new Intl.ListFormat('en', { type: 'conjunction' });

/** The scores in a sentence: how many are attained, and which one is nearest. */
export function scoresSentence(designations: readonly DesignationScoreFragment[]): string {
  if (designations.length === 0) return 'No rules are in force yet, so there are no scores.';
  const attained = designations.filter((one) => one.attained);
  const open = designations.filter((one) => !one.attained);
  const [nearest] = open.toSorted((a, b) => b.score - b.required - (a.score - a.required));
  const first =
    attained.length === 0
      ? `None of ${designations.length} designations is attained.`
      : `${attained.length} of ${designations.length} designations ${attained.length === 1 ? 'is' : 'are'} attained: ${lists.format(attained.map(({ title }) => title))}.`;
  return nearest === undefined ? first : `${first} ${nearestSentence(nearest)}`;
}

/** Designations in the order of their scores; those that are attained before those at which a metric is missing. */
export function highestFirst(designations: readonly DesignationScoreFragment[]): DesignationScoreFragment[] {
  return designations.toSorted((a, b) => Number(b.attained) - Number(a.attained) || b.score - a.score);
}

/** What the newest report says about the near future; undefined where it says nothing. */
export function reportSentence(totals: { readonly expiringWithin90Days: number; readonly leaving: number }) {
  const { expiringWithin90Days: expiring, leaving } = totals;
  const parts = [
    expiring > 0 && `${counted(expiring, 'certification expires', 'certifications expire')} within 90 days`,
    leaving > 0 && `${counted(leaving, 'person is', 'people are')} leaving`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? undefined : lists.format(parts);
}

function nearestSentence({ title, score, required }: DesignationScoreFragment): string {
  const missing = required - score;
  if (missing <= 0) return `${title} has the points, but a metric is at 0.`;
  return `Nearest: ${title}, ${points(missing)} ${missing === 1 ? 'point' : 'points'} missing.`;
}
