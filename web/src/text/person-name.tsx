import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** A person of the API: the user with the name, where the role sees names, and a stable reference. */
export type Person = {
  readonly personRef: string;
  readonly person: { readonly id: string; readonly displayName: string | null } | null;
};

/** A person by name; by the beginning of the reference for a role that sees no names. */
export function PersonName({ personRef, person }: Person): ReactNode {
  if (person?.displayName != null) return <bdi>{person.displayName}</bdi>;
  return (
    <>
      Person <code>{personRef.slice(0, 8)}</code>
    </>
  );
}

/** The name of a person as the way to their page, which all roles with names see; a reference leads nowhere. */
export function PersonLink({ personRef, person }: Person): ReactNode {
  const name = <PersonName personRef={personRef} person={person} />;
  if (person?.displayName == null) return name;
  return (
    <Link to="/people/$id" params={{ id: person.id }}>
      {name}
    </Link>
  );
}

/** Linked names in a row: the first ones, and how many more there are. */
export function PersonLinks({
  people,
  most = 3,
}: {
  readonly people: readonly Person[];
  readonly most?: number;
}): ReactNode {
  const shown = people.length > most + 1 ? people.slice(0, most) : people;
  return (
    <>
      {shown.map((one, index) => (
        <span key={one.personRef}>
          {index > 0 && ', '}
          <PersonLink {...one} />
        </span>
      ))}
      {shown.length < people.length && ` and ${people.length - shown.length} more`}
    </>
  );
}
