import { refused } from './scim-error.js';

/** What a directory says of a person, as far as it is kept here. Everything else that it sends is left unread. */
export type Attributes = {
  readonly userName: string | undefined;
  readonly externalId: string | undefined;
  readonly displayName: string | undefined;
  readonly formattedName: string | undefined;
  readonly givenName: string | undefined;
  readonly familyName: string | undefined;
  readonly workEmail: string | undefined;
  readonly active: boolean | undefined;
};

// More than anything that is kept can be made of (four code units compose into one at most): composing all of a body
// could take minutes, for marks that are out of order.
const LONGEST_READ = 1024;

/** Reads a resource of type User; the names of its attributes compare without case (RFC 7643, 2.1). */
export function readAttributes(resource: object): Attributes {
  const user = byName(resource);
  const name = byName(user.get('name'));
  return {
    userName: readText('userName', user.get('username')),
    externalId: readText('externalId', user.get('externalid')),
    displayName: readText('displayName', user.get('displayname')),
    formattedName: readText('name.formatted', name.get('formatted')),
    givenName: readText('name.givenName', name.get('givenname')),
    familyName: readText('name.familyName', name.get('familyname')),
    workEmail: readWorkEmail(user.get('emails')),
    active: readActive(user.get('active')),
  };
}

/** Text, or undefined for what counts as unassigned: nothing, null, and empty text (RFC 7643, 2.5). */
export function readText(name: string, value: unknown): string | undefined {
  const single = unwrapped(value);
  if (single === undefined || single === null) return undefined;
  if (typeof single !== 'string') throw refused('invalidValue', `${name} is a text.`);
  const text = single.trim().slice(0, LONGEST_READ).normalize('NFC').trim();
  return text === '' ? undefined : text;
}

/** Entra ID writes the texts "True" and "False" where its tenant does not set aadOptscim062020. */
export function readActive(value: unknown): boolean | undefined {
  const single = unwrapped(value);
  if (single === undefined || single === null || single === '') return undefined;
  if (typeof single === 'boolean') return single;
  const word = typeof single === 'string' ? single.trim().toLowerCase() : undefined;
  if (word !== 'true' && word !== 'false') throw refused('invalidValue', 'active is true or false.');
  return word === 'true';
}

/** The work address among a person's addresses: the one of type work, else the primary one, else the first. */
export function readWorkEmail(emails: unknown): string | undefined {
  const given = (Array.isArray(emails) ? emails : [emails]).map((email) =>
    typeof email === 'string' ? new Map<string, unknown>([['value', email]]) : byName(email),
  );
  const having = (name: string, word: string) => given.find((email) => wordOf(email.get(name)) === word);
  const chosen = having('type', 'work') ?? having('primary', 'true') ?? given[0];
  return readText('emails.value', chosen?.get('value'));
}

/** In small letters; empty for what is no word. An object that comes with a `toString` of its own cannot be one. */
function wordOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'boolean' ? String(value).toLowerCase() : '';
}

/** A single value comes as itself, or, from older Entra ID, as [{"value": …}]. */
function unwrapped(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  if (value.length > 1) throw refused('invalidValue', 'An attribute with one value has several.');
  const [only] = value;
  return only !== null && typeof only === 'object' ? byName(only).get('value') : only;
}

function byName(value: unknown): Map<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return new Map();
  return new Map(Object.entries(value).map(([name, inner]) => [name.toLowerCase(), inner]));
}
