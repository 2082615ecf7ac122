import { refused } from '../../domain/scim-error.js';
import { assertStorableText } from '../../domain/storable-text.js';

/** Bytes of a request, here and at the gateway: what a directory writes of one person is a few kilobytes. */
export const LARGEST_BODY = 256 * 1024;
const DEEPEST_BODY = 16;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The JSON object in a body; nothing in it is too deep to walk or impossible to store. */
export function readBody(body: unknown): object {
  const value = parse(body);
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw refused('invalidSyntax', 'The body is a JSON object.');
  assertStorable(value);
  return value;
}

function parse(body: unknown): unknown {
  if (!Buffer.isBuffer(body)) throw refused('invalidSyntax', 'The body is a JSON object.');
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    throw refused('invalidSyntax', 'The body is no JSON text in UTF-8.');
  }
}

// Level by level, not by recursion: a body may be a hundred thousand brackets.
function assertStorable(value: object): void {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST_BODY) throw refused('invalidSyntax', 'The body is nested too deeply.');
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
