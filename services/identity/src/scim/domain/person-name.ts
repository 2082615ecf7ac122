/** Given and family name; null when unknown. */
export type KnownNames = { readonly givenName: string | null; readonly familyName: string | null };

/**
 * Given and family name of a person; unknown parts come from the display name. "Hopper, Grace" starts with the family
 * name; otherwise the last word is the family name, and a single word is both.
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
  // The display name is an address: the part before the @.
  const name = /^(\S+)@\S+$/.exec(displayName)?.[1] ?? displayName;
  const words = name.split(name === displayName ? /\s+/ : /[._]+/).filter((word) => word !== '');
  const familyName = words.at(-1) ?? displayName;
  return { givenName: words.slice(0, -1).join(' ') || familyName, familyName };
}
