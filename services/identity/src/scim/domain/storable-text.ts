import { refused } from './scim-error.js';

/** PostgreSQL keeps neither NUL nor half a character. */
export function assertStorableText(text: string): void {
  if (text.includes('\u0000') || !text.isWellFormed())
    throw refused('invalidValue', 'The request holds a character that cannot be stored.');
}
