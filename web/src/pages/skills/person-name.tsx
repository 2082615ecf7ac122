import type { ReactNode } from 'react';

/** A person of the API: the name, where the role sees names, and a stable reference. */
export type Person = {
  readonly personRef: string;
  readonly person: { readonly displayName: string } | null;
};

/** A person by name; by the beginning of the reference for a role that sees no names. */
export function PersonName({ personRef, person }: Person): ReactNode {
  if (person !== null) return <bdi>{person.displayName}</bdi>;
  return (
    <>
      Person <code>{personRef.slice(0, 8)}</code>
    </>
  );
}

/** Names in a row: the first ones, and how many more there are. */
export function PersonNames({ people, most = 3 }: { readonly people: readonly Person[]; readonly most?: number }) {
  const shown = people.length > most + 1 ? people.slice(0, most) : people;
  return (
    <>
      {shown.map((one, index) => (
        <span key={one.personRef}>
          {index > 0 && ', '}
          <PersonName {...one} />
        </span>
      ))}
      {shown.length < people.length && ` and ${people.length - shown.length} more`}
    </>
  );
}
