import { badRequestInput } from '../graphql/errors.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u;

/**
 * At most four characters of two code units compose into one. Longer text is rejected before normalization: combining
 * marks in the wrong order take quadratic time, minutes for the largest request.
 */
const MAX_UNITS_PER_CHARACTER = 8;

/** Whether the text is a UUID. Other texts are never ids. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/**
 * Normalizes a line of text for storage: NFC, trimmed. Returns undefined when it is too short, too long or not plain
 * text.
 */
export function parseText(value: string, length: { min: number; max: number }): string | undefined {
  if (value.length > length.max * MAX_UNITS_PER_CHARACTER || !value.isWellFormed() || CONTROL.test(value))
    return undefined;
  const text = value.normalize('NFC').trim();
  const characters = [...text].length;
  return characters >= length.min && characters <= length.max ? text : undefined;
}

/**
 * Rejects NUL and lone surrogates anywhere in the variables of a request: PostgreSQL rejects NUL, and lone surrogates
 * would become U+FFFD, so that two different inputs become equal.
 */
export function assertStorable(value: unknown, path = 'variables'): void {
  if (typeof value === 'string') {
    if (value.includes('\u0000') || !value.isWellFormed())
      throw badRequestInput(`${path} holds a character that cannot be stored.`);
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => {
      assertStorable(item, `${path}[${index}]`);
    });
  } else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      assertStorable(key, path);
      assertStorable(item, `${path}.${key}`);
    }
  }
}
