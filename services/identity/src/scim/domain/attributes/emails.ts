import { byName, readBoolean, readText } from './values.js';

/** The work address of a user as a directory sends it. */
export type WorkEmail = { readonly value: string | undefined; readonly primary: boolean | undefined };

/**
 * Chooses the work address: type work before no type, and primary before others. An address of another type (home,
 * other) is never the work address.
 */
export function chooseWorkEmail(emails: unknown): WorkEmail | undefined {
  const given = (Array.isArray(emails) ? emails : [emails]).map(addressOf);
  const ranks = given.map(rankOf);
  const best = Math.max(-1, ...ranks);
  const chosen = best < 0 ? undefined : given[ranks.indexOf(best)];
  if (chosen === undefined) return undefined;
  const value = readText('emails.value', chosen.get('value'));
  return { value, primary: readBoolean('emails.primary', primaryOf(chosen)) };
}

/** The rank of an address; the highest wins, -1 is not a work address. */
function rankOf(email: Map<string, unknown>): number {
  const type = typeOf(email);
  if (email.size === 0 || (type !== '' && type !== 'work')) return -1;
  return (type === 'work' ? 2 : 0) + (wordOf(email.get('primary')) === 'true' ? 1 : 0);
}

function addressOf(email: unknown): Map<string, unknown> {
  return typeof email === 'string' ? new Map<string, unknown>([['value', email]]) : byName(email);
}

function primaryOf(email: Map<string, unknown>): unknown {
  const word = wordOf(email.get('primary'));
  return word === 'true' || word === 'false' ? word : undefined;
}

/** The type in lower case, empty without one; undefined for a value that is not text and so matches no type. */
export function typeOf(value: Map<string, unknown>): string | undefined {
  const type = value.get('type') ?? '';
  return typeof type === 'string' ? wordOf(type) : undefined;
}

/** The text in lower case; empty for other values. An object with a `toString` of its own does not count as text. */
export function wordOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'boolean' ? String(value).trim().toLowerCase() : '';
}
