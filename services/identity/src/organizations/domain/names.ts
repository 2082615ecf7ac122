declare const displayName: unique symbol;
declare const organizationName: unique symbol;

/** The display name of a user: one line of 1 to 200 characters with a letter or a digit. */
export type DisplayName = string & { readonly [displayName]: true };

/** The name of an organization: one line of 1 to 200 characters with a letter or a digit. */
export type OrganizationName = string & { readonly [organizationName]: true };

/** The accepted form of a name, for error messages. */
export const NAME_FORM = 'A name is one line of 1 to 200 characters, at least one of them a letter or a digit.';

const LONGEST_NAME = 200;
// Normalizing unordered combining marks takes quadratic time; at most four code units compose into one.
const LONGEST_DECOMPOSED = 4 * LONGEST_NAME;
// Besides control characters: line separators, and marks that change the direction of the text after them.
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** The name as it is stored; undefined when the text is not a name. */
export function parseDisplayName(text: string): DisplayName | undefined {
  return parseName(text) as DisplayName | undefined;
}

/** The name as it is stored; undefined when the text is not a name. */
export function parseOrganizationName(text: string): OrganizationName | undefined {
  return parseName(text) as OrganizationName | undefined;
}

function parseName(text: string): string | undefined {
  if (text.length > LONGEST_DECOMPOSED || !text.isWellFormed()) return undefined;
  const name = text.normalize('NFC').trim();
  if (name.length > LONGEST_NAME || UNPRINTABLE.test(name) || !LETTER_OR_DIGIT.test(name)) return undefined;
  return name;
}
