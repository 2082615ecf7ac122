import { rejected } from '../../domain/scim-error.js';
import { assertStorableText } from '../../domain/storable-text.js';

/** Maximum size of a request in bytes, here and at the gateway: a directory sends a few kilobytes for a person. */
export const LARGEST_BODY = 256 * 1024;
const DEEPEST_BODY = 16;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Parses a body to a JSON object; rejects one that is nested too deeply or holds text that cannot be stored. */
export function readBody(body: unknown): object {
  const value = parse(body);
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw rejected('invalidSyntax', 'The body is a JSON object.');
  assertStorable(value);
  return value;
}

function parse(body: unknown): unknown {
  if (!Buffer.isBuffer(body)) throw rejected('invalidSyntax', 'The body is a JSON object.');
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    throw rejected('invalidSyntax', 'The body is no JSON text in UTF-8.');
  }
}

// Level by level, not recursively: a body may hold a hundred thousand brackets.
function assertStorable(value: object): void {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST_BODY) throw rejected('invalidSyntax', 'The body is nested too deeply.');
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item === 'string') assertStorableText(item);
      else if (item !== null && typeof item === 'object')
        for (const [name, inner] of Object.entries(item)) {
          assertStorableText(name);
          next.push(inner);
        }
    }
    level = next;
  }
}
