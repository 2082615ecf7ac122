import { rejected } from './scim-error.js';

/** Rejects NUL and lone surrogates, which PostgreSQL cannot store. */
export function assertStorableText(text: string): void {
  if (text.includes('\u0000') || !text.isWellFormed())
    throw rejected('invalidValue', 'The request holds a character that cannot be stored.');
}
