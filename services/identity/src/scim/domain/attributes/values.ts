import { refused } from '../scim-error.js';

// More than anything that is kept can be made of (four code units compose into one at most): composing all of a body
// could take minutes, for marks that are out of order.
const LONGEST_READ = 1024;

/** Text, or undefined for what counts as unassigned: nothing, null, and empty text (RFC 7643, 2.5). */
export function readText(name: string, value: unknown): string | undefined {
  const single = unwrapped(value);
  if (single === undefined || single === null) return undefined;
  if (typeof single !== 'string') throw refused('invalidValue', `${name} is a text.`);
  const text = single.trim().slice(0, LONGEST_READ).normalize('NFC').trim();
  return text === '' ? undefined : text;
}

/** Entra ID writes the texts "True" and "False" where its tenant does not set aadOptscim062020. */
export function readBoolean(name: string, value: unknown): boolean | undefined {
  const single = unwrapped(value);
  if (single === undefined || single === null || single === '') return undefined;
  if (typeof single === 'boolean') return single;
  const word = typeof single === 'string' ? single.trim().toLowerCase() : undefined;
  if (word !== 'true' && word !== 'false') throw refused('invalidValue', `${name} is true or false.`);
  return word === 'true';
}

/** A single value comes as itself, or, from older Entra ID, as [{"value": …}]. */
function unwrapped(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  if (value.length > 1) throw refused('invalidValue', 'An attribute with one value has several.');
  const [only] = value;
  return only !== null && typeof only === 'object' ? byName(only).get('value') : only;
}

/** The attributes of a JSON object under their names in small letters (RFC 7643, 2.1); none for anything else. */
export function byName(value: unknown): Map<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return new Map();
  return new Map(Object.entries(value).map(([name, inner]) => [name.toLowerCase(), inner]));
}
