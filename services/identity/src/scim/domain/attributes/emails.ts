import { byName, readBoolean, readText } from './values.js';

/** The address that is kept of a person, as a directory writes it. */
export type WorkEmail = { readonly value: string | undefined; readonly primary: boolean | undefined };

/**
 * The work address among a person's addresses: one of type work before one without a type, and a primary one before
 * another. An address of another type (home, other) is never a work address.
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

/** -1 for what is no work address; the highest is taken. */
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

/** The type in small letters, empty where there is none; undefined for what is no text, and so no type that is known. */
export function typeOf(value: Map<string, unknown>): string | undefined {
  const type = value.get('type') ?? '';
  return typeof type === 'string' ? wordOf(type) : undefined;
}

/** In small letters; empty for what is no word. An object that comes with a `toString` of its own cannot be one. */
export function wordOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'boolean' ? String(value).trim().toLowerCase() : '';
}
