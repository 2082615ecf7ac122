import type { RiskFragment } from '../../../graphql/documents.ts';
import type { Person } from '../../../text/person-name.tsx';

/** The people and certifications of a plan by their references. */
export type PlanNames = {
  readonly person: (personRef: string) => Person;
  readonly credential: (code: string) => string;
};

/** People whose leaving would lower a score, the greatest loss first. */
export function keyPeopleOf(risks: readonly RiskFragment[], most: number): Person[] {
  const departures = risks.filter(({ cause }) => cause === 'DEPARTURE').flatMap(({ together }) => together);
  return [...new Map(departures.map((one) => [one.personRef, one])).values()].slice(0, most);
}

/** Names from what the page has seen: the people that were picked and those whose leaving would cost points. */
export function namesOf(
  picked: readonly Person[],
  risks: readonly RiskFragment[],
  credentials: readonly { readonly code: string; readonly title: string }[],
): PlanNames {
  const people = new Map([...risks.flatMap(({ together }) => together), ...picked].map((one) => [one.personRef, one]));
  const titles = new Map(credentials.map(({ code, title }) => [code, title]));
  return {
    person: (personRef) => people.get(personRef) ?? { personRef, person: null },
    credential: (code) => titles.get(code) ?? code,
  };
}
