import type { RiskWithExpiriesFragment } from '../../graphql/documents.ts';

const DAY = 86_400_000;

/**
 * The titles of the certifications that end with a risk: those of the person whose last day is the day before. Empty for
 * a role that sees no names.
 */
export function endingTitles({ on, person }: Pick<RiskWithExpiriesFragment, 'on' | 'person'>): string[] {
  if (on === null) return [];
  const lastDay = new Date(Date.parse(on) - DAY).toISOString().slice(0, 10);
  const ending = (person?.credits?.nodes ?? []).filter(({ achievement }) => achievement.expiresOn === lastDay);
  return [...new Set(ending.map(({ achievement }) => achievement.credential.title))];
}
