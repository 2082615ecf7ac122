import { type Day, isWithin, type Span } from '../../values/domain/day.js';

export type ListedCredential = Span & { readonly credentialCode: string };

/**
 * Credentials of which one suffices, each on its days. Requirements with the same members share one list across
 * versions.
 */
export type CredentialList = { readonly id: string; readonly members: readonly ListedCredential[] };

const KNOWN = new WeakMap<readonly (string | ListedCredential)[], CredentialList>();

/** The list with these members. Its id is the text of the members, so that counts stay valid under new rules. */
export function listOf(anyOf: readonly (string | ListedCredential)[]): CredentialList {
  const known = KNOWN.get(anyOf);
  if (known) return known;
  const members = anyOf.map((member) => (typeof member === 'string' ? { credentialCode: member } : member));
  const texts = members.map(({ credentialCode, from, until }) =>
    from || until ? `${credentialCode}(${from ?? ''}..${until ?? ''})` : credentialCode,
  );
  const list = { id: texts.sort().join(' '), members };
  KNOWN.set(anyOf, list);
  return list;
}

/** The credentials of a list on a day. */
export function listedOn({ members }: CredentialList, day: Day): string[] {
  return members.filter((member) => isWithin(day, member)).map(({ credentialCode }) => credentialCode);
}

/** The list with a single credential. */
export function listOfOne(credentialCode: string): CredentialList {
  const known = ALONE.get(credentialCode);
  if (known) return known;
  const list = listOf([credentialCode]);
  ALONE.set(credentialCode, list);
  return list;
}

const ALONE = new Map<string, CredentialList>();
