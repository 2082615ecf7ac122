import { rejected } from '../scim-error.js';

// Longer than any stored value before normalization (at most four code units compose into one): normalizing a whole
// body of unordered marks could take minutes.
const LONGEST_READ = 1024;

/** Reads text; undefined for unassigned values: absent, null and empty text (RFC 7643, 2.5). */
export function readText(name: string, value: unknown): string | undefined {
  const single = unwrapped(value);
  if (single === undefined || single === null) return undefined;
  if (typeof single !== 'string') throw rejected('invalidValue', `${name} is a text.`);
  const text = single.trim().slice(0, LONGEST_READ).normalize('NFC').trim();
  return text === '' ? undefined : text;
}

/** Reads a boolean. Entra ID sends the texts "True" and "False" unless its tenant sets aadOptscim062020. */
export function readBoolean(name: string, value: unknown): boolean | undefined {
  const single = unwrapped(value);
  if (single === undefined || single === null || single === '') return undefined;
  if (typeof single === 'boolean') return single;
  const word = typeof single === 'string' ? single.trim().toLowerCase() : undefined;
  if (word !== 'true' && word !== 'false') throw rejected('invalidValue', `${name} is true or false.`);
  return word === 'true';
}

/** Unwraps [{"value": …}], which older Entra ID sends for a single value. */
function unwrapped(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  if (value.length > 1) throw rejected('invalidValue', 'An attribute with one value has several.');
  const [only] = value as unknown[];
  return only !== null && typeof only === 'object' ? byName(only).get('value') : only;
}

/** The attributes of a JSON object by name in lower case (RFC 7643, 2.1); empty for other values. */
export function byName(value: unknown): Map<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return new Map();
  return new Map(Object.entries(value).map(([name, inner]) => [name.toLowerCase(), inner]));
}
