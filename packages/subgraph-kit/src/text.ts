import { badRequestInput } from './errors.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u;

/**
 * At most four characters of two code units compose into one. Longer text is not composed at all: marks that are out of
 * order take quadratic time, minutes for what a request may hold.
 */
const MOST_COMPOSED = 8;

/** Whether the text is an id of ours; anything else names nothing. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** A line of text as it is stored: NFC, trimmed. Undefined when too short, too long or not plain text. */
export function parseText(value: string, length: { min: number; max: number }): string | undefined {
  if (value.length > length.max * MOST_COMPOSED || !value.isWellFormed() || CONTROL.test(value)) return undefined;
  const text = value.normalize('NFC').trim();
  const characters = [...text].length;
  return characters >= length.min && characters <= length.max ? text : undefined;
}

/**
 * Refuses NUL and lone surrogates anywhere in a request's variables: PostgreSQL rejects the one and
 * would silently turn the other into U+FFFD, so that two different inputs become one.
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
