import type { SkillBreakdownQuery } from '../../../graphql/documents.ts';
import { counted } from '../../../text/numbers.ts';
import { countryName } from '../../../text/places.ts';

/** People at one place of work, and how many credits they have. */
export type PlaceOfWork = {
  /** Distinguishes a department that is named like an unknown one. */
  readonly key: string;
  readonly name: string;
  readonly people: number;
  readonly credits: number;
};

type Breakdown = NonNullable<NonNullable<SkillBreakdownQuery['callerOrganization']>['creditBreakdown']>;

/** The groups of a breakdown by name, and what is not listed as the last one. */
export function placesOf({ groups, others }: Breakdown): PlaceOfWork[] {
  const listed = groups.map(({ department, country, people, credentials: credits }) => {
    const place = department ?? (country && countryName(country));
    return { key: place === null ? 'unknown' : `place ${place}`, name: place ?? 'Unknown', people, credits };
  });
  if (others.groups === 0) return listed;
  const name = `${counted(others.groups, 'other', 'others')} together`;
  return [...listed, { key: 'others', name, people: others.people, credits: others.credentials }];
}

/** Where most people with credits work, in a sentence. */
export function placesSentence(places: readonly PlaceOfWork[]): string {
  const [most] = places;
  if (most === undefined) return 'No person has a credit yet.';
  return `${most.name}: ${counted(most.people, 'person', 'people')} with ${creditsOf(most)}. The bars are people with at least one credit.`;
}

/** 1 credit, 12 credits. */
export function creditsOf({ credits }: PlaceOfWork): string {
  return counted(credits, 'credit', 'credits');
}
