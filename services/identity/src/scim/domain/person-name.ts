/** A given and a family name, as far as they are known. */
export type KnownNames = { readonly givenName: string | null; readonly familyName: string | null };

/**
 * Given and family name of a person: what is known, and for the rest the parts of the name that is shown. "Hopper, Grace"
 * has the family name first; of several words the last one is it; a single word is both.
 */
export function nameParts(displayName: string, known: KnownNames): { givenName: string; familyName: string } {
  const { givenName, familyName } = known;
  if (givenName !== null && familyName !== null) return { givenName, familyName };
  const parts = split(displayName);
  return { givenName: givenName ?? parts.givenName, familyName: familyName ?? parts.familyName };
}

function split(displayName: string): { givenName: string; familyName: string } {
  const [before, after] = displayName.split(',', 2).map((part) => part.trim());
  if (before && after) return { givenName: after, familyName: before };
  // A user who is shown by address: the part before the @.
  const name = /^(\S+)@\S+$/.exec(displayName)?.[1] ?? displayName;
  const words = name.split(name === displayName ? /\s+/ : /[._]+/).filter((word) => word !== '');
  const familyName = words.at(-1) ?? displayName;
  return { givenName: words.slice(0, -1).join(' ') || familyName, familyName };
}
