import { useEffect, useState } from 'react';
import { ask } from '../../../graphql/ask.ts';
import { PlanPeopleDocument, type PlanPeopleQuery } from '../../../graphql/documents.ts';
import { PageProblem } from '../../../graphql/page-problem.ts';
import type { Person } from '../../../text/person-name.tsx';

/** A person and the titles of some certifications. */
export type FoundPerson = Person & { readonly holds: readonly string[] };

/** So long the search waits for the next letter. */
const PAUSE_MILLISECONDS = 250;

type Found = { readonly people: readonly FoundPerson[]; readonly state: string | undefined };

/** People whose name or certification matches; nothing is asked before the first search. */
export function useFoundPeople(search: string | undefined): Found {
  const [found, setFound] = useState<Found>({ people: [], state: 'Searching…' });
  useEffect(() => {
    if (search === undefined) return;
    const canceled = new AbortController();
    const timer = setTimeout(async () => {
      setFound(await findPeople(search, canceled.signal));
    }, PAUSE_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      canceled.abort();
    };
  }, [search]);
  return found;
}

async function findPeople(search: string, signal: AbortSignal): Promise<Found> {
  try {
    const { data } = await ask(PlanPeopleDocument, { search: search === '' ? null : search }, signal);
    const people = peopleOf(data.callerOrganization?.credits?.nodes ?? []);
    return { people, state: people.length === 0 ? 'No person with credits matches.' : undefined };
  } catch (error) {
    return { people: [], state: error instanceof PageProblem ? error.message : String(error) };
  }
}

type CreditNode = NonNullable<NonNullable<PlanPeopleQuery['callerOrganization']>['credits']>['nodes'][number];

function peopleOf(credits: readonly CreditNode[]): FoundPerson[] {
  const byPerson = Map.groupBy(credits, ({ personRef }) => personRef);
  return [...byPerson].map(([personRef, theirs]) => ({
    personRef,
    person: theirs[0]?.person ?? null,
    holds: theirs.map(({ achievement }) => achievement.credential.title),
  }));
}
