declare const emailAddress: unique symbol;

/** A work address as entered; addresses are compared by their keys. */
export type EmailAddress = string & { readonly [emailAddress]: true };

/** The accepted form of an address, for error messages. */
export const ADDRESS_FORM = 'This is no e-mail address. Give a whole one, such as name@partner.example.';

const LONGEST_ADDRESS = 254;
// Normalizing unordered combining marks takes quadratic time; at most four code units compose into one.
const LONGEST_DECOMPOSED = 4 * LONGEST_ADDRESS;
const LONGEST_LOCAL_PART = 64;
const LOCAL_PART = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN_LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;

/** The address as it is stored; undefined when the text is not an address. */
export function parseEmailAddress(text: string): EmailAddress | undefined {
  if (text.length > LONGEST_DECOMPOSED || !text.isWellFormed()) return undefined;
  const address = text.normalize('NFC').trim();
  if (address.length > LONGEST_ADDRESS) return undefined;
  const [local, domain, ...rest] = address.split('@');
  if (local === undefined || domain === undefined || rest.length > 0) return undefined;
  if (local.length > LONGEST_LOCAL_PART || !LOCAL_PART.test(local)) return undefined;
  const labels = domain.split('.');
  if (labels.length < 2 || !labels.every((label) => DOMAIN_LABEL.test(label))) return undefined;
  return address as EmailAddress;
}

/**
 * The key by which addresses compare without case. Lower case letter by letter, as lower() of PostgreSQL: JavaScript's
 * rules for whole words (Greek final sigma) would give other keys.
 */
export function addressKey(address: string): string {
  const normal = address.normalize('NFC').trim();
  return Array.from(normal, (letter) => Array.from(letter.toLowerCase())[0] ?? letter).join('');
}

/** Whether two addresses are equal without case. */
export function sameAddress(one: string, other: string): boolean {
  return addressKey(one) === addressKey(other);
}
